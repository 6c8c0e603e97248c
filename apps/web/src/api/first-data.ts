import type { QueryClient } from "@tanstack/react-query";
import { paths } from "#src/paths.ts";
import { registriesQuery } from "./registries.ts";
import { sessionQuery } from "./session.ts";

/**
 * Asks for what the first page will need while its code is still on the way. Whoever is not signed in gets the refusal
 * that the page would have got.
 */
export function requestFirstData(queryClient: QueryClient, pathname: string): void {
  const org = /^\/o\/([^/]+)\//.exec(pathname)?.[1];
  if (org === undefined && pathname !== paths.root() && pathname !== paths.me()) return;
  void queryClient.prefetchQuery(sessionQuery);
  if (org !== undefined && pathname === paths.registries(org)) {
    void queryClient.prefetchQuery(registriesQuery(org));
  }
}
