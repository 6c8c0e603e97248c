import type { RegistryView } from "@berth/api-contract";
import { registryTypeShortName } from "./registry-type-name.ts";

/** Where the date of a secret's end comes from. */
export function expirySourceWords({ expiry, type }: Pick<RegistryView, "expiry" | "type">): string {
  switch (expiry.source) {
    case "read":
      return "read from the secret";
    case "entered":
      return expiry.by === null ? "entered by hand" : `entered by ${expiry.by.name}`;
    case "default":
      return `usual lifetime with ${registryTypeShortName(type)}`;
    case "unknown":
      return "unknown";
    default:
      return expiry.source satisfies never;
  }
}
