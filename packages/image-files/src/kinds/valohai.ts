import type { Collector } from "../collector.ts";
import { imageText, named } from "../image-text.ts";
import {
  entryOf,
  itemsOf,
  textOf,
  valueOf,
  type YamlEntry,
  type YamlValue,
} from "../yaml/value.ts";

/** The things a `valohai.yaml` is a list of. */
const topLevelKeys = ["step", "task", "endpoint", "pipeline", "blueprint", "deployment"];

export function isValohai(document: YamlValue | undefined): boolean {
  return itemsOf(document).some((item) => topLevelKeys.some((key) => valueOf(item, key)));
}

/**
 * Images of a `valohai.yaml`: of steps, of endpoints, and of pipeline nodes that override their step's.
 * No other key names one: a task uses its step's image, a deployment has none, and `icon` is a picture.
 * @see https://github.com/valohai/valohai-yaml (schema, parser)
 */
export function findValohaiImages(documents: readonly YamlValue[], collector: Collector): void {
  const [document, second] = documents;
  if (second !== undefined) {
    collector.problem(second.at, "Valohai reads one document only; what follows --- is an error.");
  }
  const items = itemsOf(document);
  const lastOf = lastIndexByName(items);
  for (const [index, item] of items.entries()) {
    if (!collector.visit(item.at)) return;
    const step = valueOf(item, "step");
    const endpoint = valueOf(item, "endpoint");
    const pipeline = valueOf(item, "pipeline");
    const later = lastOf.get(textOf(step, "name") ?? "") ?? index;
    if (step !== undefined) required(step, "step", index, collector, later > index);
    if (endpoint !== undefined) required(endpoint, "endpoint", index, collector, false);
    if (pipeline !== undefined) findNodeImages(pipeline, index, collector);
  }
}

function required(
  thing: YamlValue,
  what: "step" | "endpoint",
  index: number,
  collector: Collector,
  replaced: boolean,
): void {
  const who = named(what, textOf(thing, "name"), index);
  const entry = entryOf(thing, "image");
  if (entry === undefined) {
    collector.problem(thing.at, `The image of ${who} is missing; Valohai needs one.`);
    return;
  }
  add(entry, who, collector, replaced ? "A later step of the same name replaces this one." : null);
}

function findNodeImages(pipeline: YamlValue, index: number, collector: Collector): void {
  const pipelineName = named("pipeline", textOf(pipeline, "name"), index);
  for (const [nodeIndex, node] of itemsOf(valueOf(pipeline, "nodes")).entries()) {
    if (!collector.visit(node.at)) return;
    const who = `${pipelineName}, ${named("node", textOf(node, "name"), nodeIndex)}`;
    const type = textOf(node, "type");
    const override = entryOf(valueOf(node, "override"), "image");
    if (override !== undefined && (type === "execution" || type === "task" || type === undefined)) {
      add(override, who, collector, "Replaces the step's image for this node.");
    } else if (override !== undefined) {
      collector.problem(override.keyAt, `The ${type} node of ${who} can't override an image.`);
    } else if (valueOf(node, "commit") !== undefined) {
      const commit = textOf(node, "commit") ?? "another commit";
      collector.problem(
        node.at,
        `The step of ${who} comes from '${commit}'; its image isn't named in this file.`,
      );
    }
  }
}

function add(entry: YamlEntry, who: string, collector: Collector, note: string | null): void {
  const { value } = entry;
  if (value.kind === "text" && !value.quoted && isBooleanOfYaml11(value.text)) {
    collector.problem(
      value.at,
      `The image of ${who} reads as a truth value to Valohai. Put it in quotes.`,
    );
    return;
  }
  const text = imageText(entry, who, collector);
  if (text === null) return;
  const notes = [note, /[${]/.test(text) ? asItStands : null].filter((part) => part !== null);
  collector.image(value.at, {
    text,
    where: who,
    pulled: true,
    ...(notes.length === 0 ? {} : { note: notes.join(" ") }),
  });
}

/** Parameters are filled into `command` only; environment variables nowhere. */
const asItStands = "Valohai fills in nothing in image names: the text is used as it stands.";

/** Valohai reads YAML 1.1, where an unquoted `yes` is a truth value. */
function isBooleanOfYaml11(text: string): boolean {
  return /^(yes|no|on|off)$/i.test(text);
}

function lastIndexByName(items: readonly YamlValue[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const name = textOf(valueOf(item, "step"), "name") ?? "";
    if (name !== "") last.set(name, index);
  }
  return last;
}
