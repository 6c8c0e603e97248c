import { GateFull } from "../../auth/gate.ts";
import { tooMany } from "../errors.ts";

/** Passwords are compared a few at a time; where too many wait already, the next one is told so. */
export function refuseCrowd(err: unknown): never {
  if (!(err instanceof GateFull)) throw err;
  throw tooMany("busy", "Many people are signing in right now. Try again in a moment.", 2000);
}
