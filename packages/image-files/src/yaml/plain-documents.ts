import { readYaml } from "./read-yaml.ts";
import type { YamlValue } from "./value.ts";

/** What a text holds as plain data: texts, lists and objects. Numbers and truth values stand as written. */
export type PlainValue = string | null | PlainValue[] | { [key: string]: PlainValue };

/** Values that are looked at, counted again each time an alias leads to them. */
const visitsMax = 50_000;
const depthMax = 12;

/**
 * Reads every document of a YAML or JSON text as plain data; null where it does not follow the grammar or
 * holds too much. Never throws. Objects have no prototype, so that no key of theirs means anything.
 */
export function plainDocuments(text: string): PlainValue[] | null {
  const { documents, problems } = readYaml(text);
  if (problems.length > 0) return null;
  let visits = 0;
  const plain = (value: YamlValue, depth: number): PlainValue => {
    visits += 1;
    if (visits > visitsMax || depth > depthMax) return null;
    switch (value.kind) {
      case "text":
        return value.text;
      case "other":
        return value.empty ? null : value.source;
      case "list":
        return value.items.map((item) => plain(item, depth + 1));
      case "map": {
        const object = Object.create(null) as { [key: string]: PlainValue };
        for (const [key, entry] of value.entries) object[key] = plain(entry.value, depth + 1);
        return object;
      }
      case "unknown":
        return null;
    }
  };
  const plainly = documents.map((document) => plain(document, 0));
  return visits > visitsMax ? null : plainly;
}
