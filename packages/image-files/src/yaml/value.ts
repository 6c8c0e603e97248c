/**
 * A YAML value with its place in the text. Aliases are the very value they point to, so the tree may share
 * parts; `<<` is already merged in.
 */
export type YamlValue = YamlText | YamlOther | YamlMap | YamlList | YamlUnknown;

/** `at` is the first character inside the quotes, if there are any. */
export type YamlText = { kind: "text"; text: string; quoted: boolean; at: number };

/** A number, a truth value or nothing at all: `source` is how it was written. */
export type YamlOther = { kind: "other"; source: string; empty: boolean; at: number };

export type YamlMap = {
  kind: "map";
  entries: ReadonlyMap<string, YamlEntry>;
  at: number;
  /** A key is a collection itself, as in the unquoted template expression `{{ .Values.image }}`. */
  strangeKey: boolean;
};

export type YamlList = { kind: "list"; items: readonly YamlValue[]; at: number };

/** What an alias without an anchor stands for; the problem is already told. */
export type YamlUnknown = { kind: "unknown"; at: number };

export type YamlEntry = { value: YamlValue; keyAt: number };

export function entryOf(value: YamlValue | undefined, key: string): YamlEntry | undefined {
  return value?.kind === "map" ? value.entries.get(key) : undefined;
}

export function valueOf(value: YamlValue | undefined, key: string): YamlValue | undefined {
  return entryOf(value, key)?.value;
}

/** The text under a key, or undefined where it is something else. */
export function textOf(value: YamlValue | undefined, key: string): string | undefined {
  const found = valueOf(value, key);
  return found?.kind === "text" ? found.text : undefined;
}

export function itemsOf(value: YamlValue | undefined): readonly YamlValue[] {
  return value?.kind === "list" ? value.items : [];
}
