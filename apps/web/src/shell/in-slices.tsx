import { type ReactNode, useDeferredValue } from "react";

/**
 * Renders its content behind what stands around it, in slices between which the browser answers: a page rendered in
 * one piece keeps a slow phone busy for a tenth of a second and more. Counts for the first time only.
 */
export function InSlices({ children }: { children: ReactNode }) {
  return useDeferredValue(true, false) ? children : null;
}
