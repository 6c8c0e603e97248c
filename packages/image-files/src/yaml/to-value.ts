import { isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import { limits } from "../limits.ts";
import type { YamlEntry, YamlMap, YamlValue } from "./value.ts";

type Report = (at: number, message: string) => void;

/**
 * Turns the parser's nodes into plain values with places, aliases resolved by sharing and `<<` merged.
 * Costs as much as the text is long, whatever the aliases multiply to. Null for an empty document.
 */
export function toValue(contents: unknown, report: Report): YamlValue | null {
  const anchors = new Map<string, YamlValue>();
  let merged = 0;

  const convert = (node: unknown): YamlValue => {
    if (isAlias(node)) return resolve(node.source, startOf(node));
    const value = isMap(node) ? mapOf(node) : isSeq(node) ? listOf(node) : scalarOf(node);
    // Set only when complete, so an anchor inside itself is unknown rather than endless.
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, value);
    }
    return value;
  };

  const resolve = (name: string, at: number): YamlValue => {
    const target = anchors.get(name);
    if (target !== undefined) return target;
    report(at, `There is no anchor &${name} before this place.`);
    return { kind: "unknown", at };
  };

  const listOf = (node: { items: unknown[]; range?: unknown }): YamlValue => ({
    kind: "list",
    items: node.items.map(convert),
    at: startOf(node),
  });

  const mapOf = (node: YAMLMap): YamlMap => {
    const entries = new Map<string, YamlEntry>();
    const merges: YamlValue[] = [];
    let strangeKey = false;
    for (const pair of node.items) {
      const keyAt = startOf(pair.key);
      const key = keyOf(pair.key);
      if (isReset(pair.value)) continue;
      const value = convert(pair.value);
      if (key === null) strangeKey = true;
      else if (key === "<<") merges.push(value);
      else {
        if (entries.has(key)) report(keyAt, `The key "${key}" stands here for the second time.`);
        entries.set(key, { value, keyAt });
      }
    }
    for (const source of merges.flatMap(sourcesOf)) mergeInto(entries, source);
    return { kind: "map", entries, at: startOf(node), strangeKey };
  };

  const mergeInto = (entries: Map<string, YamlEntry>, source: YamlValue) => {
    if (source.kind === "unknown") return;
    if (source.kind !== "map") return report(source.at, "Only a mapping can be merged with <<.");
    merged += source.entries.size;
    if (merged > limits.mergedEntries) {
      if (merged - source.entries.size <= limits.mergedEntries) {
        report(source.at, "This file repeats itself too often through <<. The rest is left out.");
      }
      return;
    }
    for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  };

  return contents === null ? null : convert(contents);
}

function sourcesOf(value: YamlValue): readonly YamlValue[] {
  return value.kind === "list" ? value.items : [value];
}

/** Compose's own tag: the key counts as not given. */
function isReset(node: unknown): boolean {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.tag === "!reset";
}

function keyOf(node: unknown): string | null {
  if (node === null) return "";
  if (!isScalar(node)) return null;
  return typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
}

function scalarOf(node: unknown): YamlValue {
  const at = startOf(node);
  if (!isScalar(node)) return { kind: "other", source: "", empty: true, at };
  const { value } = node;
  if (typeof value !== "string") {
    const source = node.source ?? "";
    return { kind: "other", source, empty: value === null || value === undefined, at };
  }
  const quoted = isQuoted(node);
  return { kind: "text", text: value, quoted, at: quoted ? at + 1 : at };
}

function isQuoted(node: Scalar): boolean {
  return node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
}

function startOf(node: unknown): number {
  const range = (node as { range?: unknown } | null)?.range;
  return Array.isArray(range) && typeof range[0] === "number" ? range[0] : 0;
}
