import { z } from "zod";
import type { Vault } from "../vault/vault.ts";

/**
 * What a browser carries from the button to the session: first what it asked the identity provider, then, where a second
 * factor follows, whom the provider has vouched for. Sealed, so that nobody reads or writes it on the way.
 */
const keptSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("asked"),
    attempt: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
    returnTo: z.string().nullable(),
    until: z.number(),
  }),
  z.object({
    kind: z.literal("vouched"),
    personId: z.string(),
    returnTo: z.string().nullable(),
    until: z.number(),
  }),
]);

export type KeptAttempt = z.infer<typeof keptSchema>;

export type AttemptCookies = {
  /** Null where there is none, where it is too old, and where it is not ours. */
  read(cookieHeader: string | null, now: number): KeptAttempt | null;
  /** A value of `Set-Cookie`. */
  write(kept: KeptAttempt): string;
  clear(): string;
};

const maxAgeSeconds = 600;
const place = { personId: "nobody-yet", purpose: "single-sign-on" };

export function createAttemptCookies(
  vault: Pick<Vault, "sealForPerson" | "openForPerson">,
  { https }: { https: boolean },
): AttemptCookies {
  const name = https ? "__Host-berth.sso" : "berth.sso";
  // Lax: the provider sends the browser back from another site.
  const attributes = `Path=/; HttpOnly; SameSite=Lax${https ? "; Secure" : ""}`;

  return {
    read(cookieHeader, now) {
      const prefix = `${name}=`;
      const pair = (cookieHeader ?? "").split(/;\s*/).find((part) => part.startsWith(prefix));
      const value = pair?.slice(prefix.length) ?? "";
      if (!/^[\w-]{40,3000}$/.test(value)) return null;
      try {
        const opened = vault.openForPerson(place, Buffer.from(value, "base64url"));
        const kept = keptSchema.parse(JSON.parse(opened.toString("utf8")));
        return kept.until > now ? kept : null;
      } catch {
        return null;
      }
    },

    write(kept) {
      const sealed = vault.sealForPerson(place, Buffer.from(JSON.stringify(kept)));
      return `${name}=${sealed.toString("base64url")}; Max-Age=${maxAgeSeconds}; ${attributes}`;
    },

    clear: () => `${name}=; Max-Age=0; ${attributes}`,
  };
}
