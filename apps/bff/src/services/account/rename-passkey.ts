import { changedFields } from "../audit-entry.ts";
import type { PersonContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { toldEverywhere } from "../session/told-everywhere.ts";
import { requirePasskey } from "./require-passkey.ts";

export async function renamePasskey(ctx: PersonContext, id: string, name: string): Promise<void> {
  const { person, store } = ctx;
  const before = await requirePasskey(ctx, id);
  const changes = changedFields({ passkey: before.name }, { passkey: name });
  if (changes.length === 0) return;
  const result = await store.passkeys.rename({
    personId: person.id,
    id,
    name,
    audit: await toldEverywhere(ctx, person, "account.rename-passkey", changes),
  });
  if (!result.ok) throw notFound();
}
