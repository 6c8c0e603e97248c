import { createLinkCode, linkWith } from "../../auth/link-code.ts";
import { newId } from "../../ids.ts";
import type { Person } from "../../store/rows.ts";
import type { ServiceDeps } from "../deps.ts";

const minuteMs = 60_000;

type MakingLinks = Pick<ServiceDeps, "clock" | "publicUrl"> & {
  store: Pick<ServiceDeps["store"], "accounts">;
};

/** A link that lets its holder set the person's password, once. Their earlier ones end. */
export async function makeResetLink(
  { store, clock, publicUrl }: MakingLinks,
  person: Person,
  minutes: number,
): Promise<string> {
  const at = clock();
  const { code, hash } = createLinkCode();
  await store.accounts.keepReset({
    id: newId("rst", at),
    personId: person.id,
    codeHash: hash,
    at,
    expiresAt: at + minutes * minuteMs,
  });
  return linkWith(publicUrl, "/reset", code);
}
