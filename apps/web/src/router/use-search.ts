import { useCallback, useMemo } from "react";
import { useLocation, useNavigate } from "react-router";

/** Changes to the query; an empty text or null takes a parameter away. */
export type SearchChange = Readonly<Record<string, string | null>>;

/**
 * The query of the address and a way to change it. Filters, sort order and paging live there, so that a link shows the
 * same list; a secret or a pasted file never does. A change replaces the entry: Back leaves the page.
 */
export function useSearch(): [URLSearchParams, (change: SearchChange) => void] {
  const { search, pathname, hash } = useLocation();
  const navigate = useNavigate();
  const params = useMemo(() => new URLSearchParams(search), [search]);
  const change = useCallback(
    (values: SearchChange) => {
      // Somebody may have gone elsewhere meanwhile, and that page is still on its way.
      if (window.location.pathname !== pathname) return;
      // From the address itself: two changes in one turn must not undo each other.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(values)) {
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
      }
      void navigate({ pathname, hash, search: next.toString() }, { replace: true });
    },
    [navigate, pathname, hash],
  );
  return [params, change];
}
