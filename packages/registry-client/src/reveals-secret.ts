import { fromBase64Url } from "./base64.ts";

/**
 * Whether a token a registry gave is the secret it was given, as it is or encoded. GitHub's registry
 * answers with the personal access token itself in base64.
 */
export function revealsSecret(token: string, secret: string): boolean {
  if (secret === "") return false;
  return [token, fromBase64Url(token), fromHex(token)].some((text) => text?.includes(secret));
}

function fromHex(text: string): string | null {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return null;
  const pairs = text.match(/../g) ?? [];
  return new TextDecoder().decode(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)));
}
