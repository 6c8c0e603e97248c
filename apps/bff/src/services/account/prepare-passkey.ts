import type { PasskeySetup } from "@berth/api-contract";
import { passkeySetup, passkeySupport } from "../../auth/passkeys.ts";
import type { PersonContext } from "../context.ts";
import { AppError } from "../errors.ts";
import { keepChallenge } from "../session/passkey-challenge.ts";

/** What a browser needs to make a passkey. Nothing counts until it has come back. */
export async function preparePasskey(ctx: PersonContext): Promise<PasskeySetup> {
  const { person, publicUrl, session, store } = ctx;
  if (passkeySupport(publicUrl) !== "possible") {
    throw new AppError(
      "conflict",
      "Browsers make no passkeys for the address that this Berth has. Whoever runs it has to give it a name, with https.",
    );
  }
  const { passkeys } = await store.secondFactors.read(person.id);
  const known = passkeys.filter(({ rpId }) => rpId === publicUrl.hostname);
  const setup = await passkeySetup({ publicUrl, person, known });
  await keepChallenge(ctx, setup.challenge, {
    personId: person.id,
    purpose: "add",
    sessionId: session.id,
  });
  return setup;
}
