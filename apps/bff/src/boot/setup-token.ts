import { randomBytes } from "node:crypto";
import { Secret } from "../secret-text.ts";
import type { Store } from "../store/store.ts";

/** The one-time token of the setup link: the one that is given or a random one; null once an owner exists. */
export async function setupTokenFor(
  store: Pick<Store, "setup">,
  given: Secret | null,
): Promise<Secret | null> {
  if (!(await store.setup.required())) return null;
  return given ?? new Secret(randomBytes(24).toString("base64url"));
}
