const lengthMax = 40;

/** The part of an address that names an organization: lower-case letters, digits and single hyphens. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, lengthMax)
    .replace(/-+$/, "");
  return slug === "" ? "organization" : slug;
}
