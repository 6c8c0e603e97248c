import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Which ways in there are beside a password. */
export const signInOptionsQuery = queryOptions({
  queryKey: ["sign-in-options"],
  queryFn: ({ signal }) => call("GET /sign-in-options", { signal }),
  staleTime: Infinity,
});
