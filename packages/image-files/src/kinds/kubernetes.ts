import type { Collector } from "../collector.ts";
import { imageText, named } from "../image-text.ts";
import { limits } from "../limits.ts";
import { findVariables } from "../variables/find-variables.ts";
import {
  entryOf,
  itemsOf,
  textOf,
  valueOf,
  type YamlEntry,
  type YamlValue,
} from "../yaml/value.ts";

export function isKubernetes(document: YamlValue | undefined): boolean {
  return textOf(document, "kind") !== undefined && textOf(document, "apiVersion") !== undefined;
}

const containerLists = [
  ["containers", "container"],
  ["initContainers", "init container"],
  ["ephemeralContainers", "ephemeral container"],
] as const;

/** Kinds that hold no pods, only text or schemas in which the same words may stand. */
const kindsWithoutPods = ["ConfigMap", "Secret", "CustomResourceDefinition"];

/** What the cluster reports back, and what only labels things: neither starts a container. */
const keysWithoutPods = ["status", "metadata"];

/**
 * Images of Kubernetes manifests. A pod's specification is recognised by its lists of containers wherever
 * it stands, so that workloads of every kind count, custom ones and `List` included.
 */
export function findKubernetesImages(documents: readonly YamlValue[], collector: Collector): void {
  for (const document of documents) findInside(document, "", collector, 0);
}

function findInside(value: YamlValue, owner: string, collector: Collector, depth: number): void {
  if (depth > limits.depth) {
    collector.problem(value.at, "The values here are nested too deeply.");
    return;
  }
  if (value.kind === "list") {
    for (const item of value.items) {
      if (!collector.visit(item.at)) return;
      findInside(item, owner, collector, depth + 1);
    }
    return;
  }
  if (value.kind !== "map") return;
  const kind = isKubernetes(value) ? textOf(value, "kind") : undefined;
  if (kind !== undefined && kindsWithoutPods.includes(kind)) return;
  const inner =
    kind === undefined ? owner : named(kind, textOf(valueOf(value, "metadata"), "name"));
  findPodImages(value, inner, collector);
  for (const [key, entry] of value.entries) {
    if (keysWithoutPods.includes(key)) continue;
    if (!collector.visit(entry.keyAt)) return;
    findInside(entry.value, inner, collector, depth + 1);
  }
}

function findPodImages(pod: YamlValue, owner: string, collector: Collector): void {
  let isPod = false;
  for (const [key, what] of containerLists) {
    for (const [index, container] of itemsOf(valueOf(pod, key)).entries()) {
      if (container.kind !== "map") continue;
      isPod = true;
      const who = within(owner, named(what, textOf(container, "name"), index));
      const entry = entryOf(container, "image");
      if (entry !== undefined) {
        add(entry, who, textOf(container, "imagePullPolicy"), collector);
      } else if (key !== "ephemeralContainers") {
        // Allowed by the API only because a controller may fill it in.
        collector.problem(container.at, `The image of ${who} is missing.`);
      }
    }
  }
  if (isPod) findVolumeImages(pod, owner, collector);
}

/** A volume can be an image too; the kubelet pulls it with the pod's credentials. */
function findVolumeImages(pod: YamlValue, owner: string, collector: Collector): void {
  for (const [index, volume] of itemsOf(valueOf(pod, "volumes")).entries()) {
    const source = valueOf(volume, "image");
    const entry = entryOf(source, "reference");
    const who = within(owner, named("volume", textOf(volume, "name"), index));
    if (entry !== undefined) add(entry, who, textOf(source, "pullPolicy"), collector);
  }
}

function add(
  entry: YamlEntry,
  who: string,
  pullPolicy: string | undefined,
  collector: Collector,
): void {
  const text = imageText(entry, who, collector);
  if (text === null) return;
  // Kubernetes fills in nothing; tools that run before it (envsubst, Flux) do, in the form `${NAME}`.
  const variables = text.includes("${") ? findVariables(text) : [];
  const never = pullPolicy === "Never";
  collector.image(entry.value.at, {
    text,
    where: who,
    pulled: !never,
    ...(variables.length === 0 ? {} : { variables }),
    ...(never ? { note: "Never pulled (imagePullPolicy: Never)." } : {}),
  });
}

function within(owner: string, who: string): string {
  return owner === "" ? who : `${owner}, ${who}`;
}
