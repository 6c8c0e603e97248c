import { parsePattern } from "@berth/image-pattern";
import { detectType, type Pasted, type Settings } from "@berth/registry-catalog";
import type { PlainValue } from "@berth/image-files";
import { printable } from "./docker-config.ts";
import { entryFor, hasSecret } from "./entry-for.ts";
import { listOf, objectOf, textOf } from "./fields.ts";
import type { ImportedEntry } from "./imported-entry.ts";

type Fields = NonNullable<ReturnType<typeof objectOf>>;

/**
 * The registry credentials of Valohai: one, a list of them, or a page of a list, as its API takes and gives
 * them. Null where it is something else. What was read back from the API has no secrets.
 */
export function valohaiEntries(documents: readonly PlainValue[]): ImportedEntry[] | null {
  const items = documents.flatMap((document) => {
    const results = objectOf(document)?.["results"];
    return Array.isArray(document)
      ? document
      : results === undefined
        ? [document]
        : listOf(results);
  });
  const credentials = items.map(objectOf);
  const ours = credentials.filter(
    (fields): fields is Fields => fields !== null && "image_pattern" in fields && "type" in fields,
  );
  if (ours.length === 0) return null;
  return ours.map(entryOf);
}

function entryOf(fields: Fields): ImportedEntry {
  const written = textOf(fields, "image_pattern").trim();
  const place = `Match pattern ${printable(written)}`;
  const configuration = objectOf(fields["configuration"]);
  const pattern = patternOf(written);
  const [host = ""] = written.split("/");
  const type = textOf(fields, "type").replaceAll("_", "-");
  const text = (name: string) => textOf(configuration, name);
  switch (type) {
    case "docker":
      return {
        ...entryFor({
          place,
          address: addressOf(written),
          userName: text("username"),
          password: text("password"),
        }),
        pattern,
      };
    case "aws-ecr": {
      const secret = text("secret_access_key");
      const settings = {
        method: "access-key",
        ...(text("access_key_id") === "" ? {} : { accessKeyId: text("access_key_id") }),
      };
      return fromHost(
        place,
        host,
        pattern,
        settings,
        secret === "" ? {} : { secretAccessKey: secret },
      );
    }
    case "aws-ecr-role":
      return {
        ...fromHost(
          place,
          host,
          pattern,
          { method: "worker-role", roleName: roleName(text("role_name")) },
          {},
        ),
        // Workers sign in by themselves: nothing is missing.
        missing: null,
      };
    case "gcp-cr":
      return {
        ...entryFor({
          place,
          address: host,
          userName: "_json_key",
          password: text("service_account_json"),
        }),
        pattern,
      };
    default:
      return {
        place,
        host,
        start: null,
        pattern: null,
        missing: `Its type '${printable(type)}' is not known here.`,
      };
  }
}

function fromHost(
  place: string,
  host: string,
  pattern: string | null,
  settings: Settings,
  secret: Pasted["secret"],
): ImportedEntry {
  const read = detectType(`${host}/`) ?? detectType(host);
  if (read === null) {
    return {
      place,
      host,
      start: null,
      pattern: null,
      missing: "We can't tell a registry from this entry.",
    };
  }
  const start: Pasted = {
    ...read,
    readAs: `the file (${place})`,
    settings: { ...read.settings, ...settings },
    secret,
    testImage: null,
  };
  return {
    place,
    host,
    start,
    pattern,
    missing: hasSecret(start)
      ? null
      : "There is no secret in this entry: Valohai gives none back. Paste it when you add the registry.",
  };
}

/** Older patterns end in `:*`, which here is what a repository without anything behind it means. */
function patternOf(written: string): string | null {
  const text = written.replace(/:\*$/, "");
  return parsePattern(text).ok ? text : null;
}

/** The part of a pattern in front of its first star: what the sign-in is for. */
function addressOf(pattern: string): string {
  const fixed = pattern.split("*")[0] ?? "";
  return fixed.slice(0, fixed.lastIndexOf("/")) || fixed;
}

/** A role is named by its bare name here; an ARN ends in it. */
function roleName(text: string): string {
  return text.slice(text.lastIndexOf("/") + 1);
}
