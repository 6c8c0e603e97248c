import type { Dialect } from "../dialect.ts";

/** A registry that asks nobody for anything. */
export const open: Dialect = {
  name: "open",
  about: "no sign-in at all",
  open: () => ({ authorize: async () => null }),
};
