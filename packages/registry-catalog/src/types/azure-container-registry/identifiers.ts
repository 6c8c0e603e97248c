/** Entra writes application, tenant and secret ids as GUIDs. */
export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The form of client secrets since about 2021; older ones have no common form. */
export function looksLikeClientSecret(text: string): boolean {
  return /^[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}$/.test(text);
}
