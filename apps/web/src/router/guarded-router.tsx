import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { type Location, NavigationType, Router } from "react-router";
import { isSamePage } from "#src/lib/same-page.ts";
import { createGuardedHistory, type Guard, type GuardedHistory } from "./guarded-history.ts";
import { readLocation } from "./location.ts";

const HistoryContext = createContext<GuardedHistory | null>(null);
const PendingContext = createContext(false);

/** Puts the browser's address under react-router, with guards and with a flag while a page is on its way. */
export function GuardedRouter({ children }: { children: ReactNode }) {
  const [history] = useState(createGuardedHistory);
  const [{ location, kind }, setCurrent] = useState<{
    location: Location;
    kind: NavigationType;
  }>(() => ({ location: readLocation(), kind: NavigationType.Pop }));
  const shown = useRef(location.pathname);
  const [pending, startTransition] = useTransition();

  // Before any child's effect: a page that leads on at once (`<Navigate>`) must find somebody listening.
  useLayoutEffect(
    () =>
      history.listen((next, nextKind) => {
        const show = () => setCurrent({ location: next, kind: nextKind });
        // A filter or a switch that stands in the query must follow the hand at once, and so must a page that goes on
        // under another address.
        if (next.pathname === shown.current || isSamePage(next.state)) show();
        // As a transition, the present page stays until the next one's code has arrived.
        else startTransition(show);
        shown.current = next.pathname;
      }),
    [history],
  );

  return (
    <HistoryContext value={history}>
      <PendingContext value={pending}>
        <Router location={location} navigationType={kind} navigator={history}>
          {children}
        </Router>
      </PendingContext>
    </HistoryContext>
  );
}

/** True from a click on a link until the new page stands. */
export function useNavigationPending(): boolean {
  return useContext(PendingContext);
}

/** Asks `guard` before the page is left, as long as `active`. `guard` must keep its identity between renders. */
export function useNavigationGuard(active: boolean, guard: Guard): void {
  const history = useContext(HistoryContext);
  useEffect(() => {
    if (!active || !history) return undefined;
    return history.guard(guard);
  }, [active, guard, history]);
}
