import type { BindingField, SecretValues } from "@berth/registry-catalog";

/** A secret's fields in a fixed order, each with its name, for a keyed hash over them. */
export function secretParts(secret: SecretValues): Buffer[] {
  return Object.entries(secret)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => [Buffer.from(name, "utf8"), Buffer.from(value, "utf8")]);
}

/** Destination and secret together: what a check proves. */
export function provenParts(binding: readonly BindingField[], secret: SecretValues): Buffer[] {
  const destination = binding.flatMap(({ name, value }) => [
    Buffer.from(name, "utf8"),
    Buffer.from(value, "utf8"),
  ]);
  return [Buffer.from("check", "utf8"), ...destination, ...secretParts(secret)];
}
