import type { FoundImages } from "../found-image.ts";
import type { YamlFile } from "../yaml/read-yaml.ts";
import type { YamlValue } from "../yaml/value.ts";
import { limits } from "../limits.ts";

/** Expressions only Helm's charts use: its own objects, and the control words of Go templates. */
const helmExpression =
  /\{\{-?\s*(?:\.(?:Values|Release|Chart|Capabilities|Files|Template)\b|(?:include|template|define|if|else|end|range|with|toYaml|tpl|fail|lookup)\b|\/\*|\$[\w.:]|\()/;

/**
 * Recognises a file that has to be rendered before it names anything: a Helm template, or another
 * template language with `{{ }}`. Expressions inside plain text (alert rules in a ConfigMap) don't make a
 * template of a file, so only a broken text or an image made of an expression counts.
 */
export function findTemplate(text: string, file: YamlFile): FoundImages | null {
  const expressionAt = file.broken ? text.search(/\{\{|\{%/) : imageExpressionAt(file.documents);
  if (expressionAt === -1) return null;
  const helm = helmExpression.test(text);
  const message = helm
    ? "This is a Helm template. Use the output of `helm template` in its place."
    : "This is a template. Use what it is rendered to in its place.";
  const problem = { ...file.place(expressionAt), message };
  return { kind: helm ? "kubernetes" : "unknown", images: [], problems: [problem] };
}

/** Where the first `image:` stands whose value is an expression; -1 where there is none. */
function imageExpressionAt(documents: readonly YamlValue[]): number {
  const rest = [...documents];
  const seen = new Set<YamlValue>();
  let first = -1;
  for (let visits = 0; rest.length > 0 && visits < limits.visits; visits += 1) {
    const value = rest.pop();
    if (value === undefined || seen.has(value)) continue;
    seen.add(value);
    if (value.kind === "list") rest.push(...value.items);
    if (value.kind !== "map") continue;
    for (const [key, entry] of value.entries) {
      rest.push(entry.value);
      if (key !== "image" || !isExpression(entry.value)) continue;
      first = first === -1 ? entry.value.at : Math.min(first, entry.value.at);
    }
  }
  return first;
}

/** Unquoted, `{{ … }}` reads as a mapping inside a mapping's key. */
function isExpression(value: YamlValue): boolean {
  return value.kind === "map"
    ? value.strangeKey
    : value.kind === "text" && value.text.includes("{{");
}
