import { queryOptions } from "@tanstack/react-query";
import { call } from "./client.ts";

/** Where the person is signed in. */
export const accountSessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: async ({ signal }) => (await call("GET /account/sessions", { signal })).sessions,
});

/** Whether their sign-in asks for more than the password. */
export const secondFactorQuery = queryOptions({
  queryKey: ["account", "second-factor"],
  queryFn: ({ signal }) => call("GET /account/second-factor", { signal }),
});
