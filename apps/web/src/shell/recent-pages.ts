import { useEffect } from "react";
import { useLocation } from "react-router";

export type RecentPage = { label: string; to: string };

const keptMax = 8;

/** Newest first. In memory alone: names of registries have no place in the browser's storage. */
let pages: readonly RecentPage[] = [];

export function recentPages(): readonly RecentPage[] {
  return pages;
}

/** Keeps each page that was left, under the title it had. */
export function useRecentPages(): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const to = pathname + search;
    return () => {
      const label = document.title.replace(/ – Berth$/, "");
      pages = [{ label, to }, ...pages.filter((one) => one.to !== to)].slice(0, keptMax);
    };
  }, [pathname, search]);
}
