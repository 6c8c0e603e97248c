import type { Dialect } from "../dialect.ts";
import { openStandardToken } from "../standard-token/index.ts";

/** `standard-token` with the token service on another origin, as GitLab has it: an admin has to pin that one. */
export const standardTokenElsewhere: Dialect = {
  name: "standard-token-elsewhere",
  about: "a token from another origin (Bearer), which has to be pinned",
  open: (world) => openStandardToken(world, () => world.elsewhere()),
};
