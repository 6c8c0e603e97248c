import type { PlainValue } from "@berth/image-files";
import { entryFor } from "./entry-for.ts";
import { objectOf, textInBase64, textOf } from "./fields.ts";
import type { ImportedEntry } from "./imported-entry.ts";

/** Whether an object is a `config.json` of Docker or an `auth.json` of Podman, Skopeo and their like. */
export function isDockerConfig(value: PlainValue): boolean {
  const fields = objectOf(value);
  return fields !== null && ["auths", "credHelpers", "credsStore"].some((name) => name in fields);
}

/** Every sign-in of a `config.json` or `auth.json`; `where` stands in front of its places. */
export function dockerConfigEntries(value: PlainValue, where = ""): ImportedEntry[] {
  const fields = objectOf(value);
  const auths = objectOf(fields?.["auths"]);
  const helpers = objectOf(fields?.["credHelpers"]);
  const store = printable(textOf(fields, "credsStore"));
  const helped = Object.keys(helpers ?? {}).map((address) =>
    entryFor({
      place: placeOf(where, "credHelpers", address),
      address,
      userName: "",
      password: "",
      missing: `The secret is not in this file: the program docker-credential-${printable(textOf(helpers, address))} gets it. Enter it when you add the registry.`,
    }),
  );
  const known = new Set(Object.keys(helpers ?? {}));
  const signedIn = Object.entries(auths ?? {})
    .filter(([address]) => !known.has(address))
    .map(([address, auth]) => authEntry(where, address, auth, store));
  return [...signedIn, ...helped];
}

/** The old form, a map of hosts without anything around it, as `.dockercfg` has it. */
export function dockercfgEntries(value: PlainValue, where: string): ImportedEntry[] {
  return Object.entries(objectOf(value) ?? {}).map(([address, auth]) =>
    authEntry(where, address, auth, ""),
  );
}

function authEntry(where: string, address: string, auth: PlainValue, store: string): ImportedEntry {
  const fields = objectOf(auth);
  const place = placeOf(where, "auths", address);
  const { userName, password, broken } = loginOf(fields);
  const token = textOf(fields, "identitytoken") || textOf(fields, "registrytoken");
  const missing = broken
    ? "The user name and password of this entry can't be read: they are not in base64."
    : token !== "" && password === ""
      ? "This entry holds a token of a person's sign-in, which ends soon. Enter a secret for machines when you add the registry."
      : store !== "" && password === ""
        ? `The secret is not in this file: the credential store '${store}' of that machine keeps it. Enter it when you add the registry.`
        : undefined;
  return entryFor({ place, address, userName, password, missing });
}

/** `auth` counts where it stands, as it does for Docker. */
function loginOf(fields: ReturnType<typeof objectOf>) {
  const auth = textOf(fields, "auth");
  const apart = { userName: textOf(fields, "username"), password: textOf(fields, "password") };
  if (auth === "") return { ...apart, broken: false };
  // Docker pads what it writes with zero bytes.
  const text = textInBase64(auth)?.replace(/\0+$/, "") ?? null;
  const colon = text?.indexOf(":") ?? -1;
  if (text === null || colon === -1) return { ...apart, broken: apart.password === "" };
  return { userName: text.slice(0, colon), password: text.slice(colon + 1), broken: false };
}

function placeOf(where: string, part: string, address: string): string {
  return [where, part, printable(address)].filter((text) => text !== "").join(", ");
}

/** What a file says of itself, cut to what a page can show. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, "").slice(0, 120);
}
