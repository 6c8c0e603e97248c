/** Digest algorithms of the OCI image spec that registries use, with their length in hex digits. */
const algorithms: Record<string, { web: string; hexLength: number }> = {
  sha256: { web: "SHA-256", hexLength: 64 },
  sha384: { web: "SHA-384", hexLength: 96 },
  sha512: { web: "SHA-512", hexLength: 128 },
};

/** Is this `algorithm:hex`, with a known algorithm and the right number of lower-case digits? */
export function isDigest(text: string): boolean {
  const [algorithm = "", hex = ""] = text.split(":", 2);
  const known = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm] : undefined;
  return (
    known !== undefined &&
    text === `${algorithm}:${hex}` &&
    hex.length === known.hexLength &&
    /^[0-9a-f]+$/.test(hex)
  );
}

/** The digest of the bytes, by the algorithm of `like` (sha256 without one). `like` must be a digest. */
export async function digestOf(bytes: Uint8Array, like = "sha256:"): Promise<string> {
  const algorithm = like.slice(0, like.indexOf(":"));
  const known = algorithms[algorithm];
  if (known === undefined) throw new Error(`unknown digest algorithm ${algorithm}`);
  const hash = await crypto.subtle.digest(known.web, new Uint8Array(bytes));
  const hex = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0"));
  return `${algorithm}:${hex.join("")}`;
}
