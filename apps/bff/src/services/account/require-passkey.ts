import type { Passkey } from "../../store/rows.ts";
import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";

/** One of the person's own. */
export async function requirePasskey(
  { person, store }: PersonContext,
  id: string,
): Promise<Passkey> {
  const { passkeys } = await store.secondFactors.read(person.id);
  const found = passkeys.find((passkey) => passkey.id === id);
  if (found === undefined) throw notFound();
  return found;
}
