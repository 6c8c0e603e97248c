import { randomBytes } from "node:crypto";
import type { Config } from "../config/config.ts";
import { Secret } from "../secret-text.ts";
import type { Store } from "../store/store.ts";

/** The one-time token of the setup link: fixed by the operator or random; null once an owner exists. */
export async function setupTokenFor(
  store: Pick<Store, "setup">,
  config: Config,
): Promise<Secret | null> {
  if (!(await store.setup.required())) return null;
  return config.setupToken ?? new Secret(randomBytes(24).toString("base64url"));
}
