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

/** `kind` would make it a Kubernetes object that happens to have services. */
export function isCompose(document: YamlValue | undefined): boolean {
  return valueOf(document, "services")?.kind === "map" && textOf(document, "kind") === undefined;
}

/**
 * Images of a Compose file: `services.*.image`, followed through `extends` within the file.
 * @see https://github.com/compose-spec/compose-spec/blob/main/05-services.md
 */
export function findComposeImages(documents: readonly YamlValue[], collector: Collector): void {
  for (const document of documents) {
    findIncluded(document, collector);
    const services = valueOf(document, "services");
    if (services?.kind !== "map") continue;
    for (const [name, service] of services.entries) {
      if (!collector.visit(service.keyAt)) return;
      if (service.value.kind === "unknown") continue;
      findServiceImage(name, service, services, collector);
    }
  }
}

/**
 * Other Compose files whose services run along with these.
 * @see https://github.com/compose-spec/compose-spec/blob/main/14-include.md
 */
function findIncluded(document: YamlValue, collector: Collector): void {
  for (const item of itemsOf(valueOf(document, "include"))) {
    if (!collector.visit(item.at)) return;
    const path = item.kind === "map" ? valueOf(item, "path") : item;
    for (const one of path?.kind === "list" ? path.items : [path]) {
      if (one?.kind !== "text") continue;
      const message = `'${one.text}' is included here, and its services aren't part of this text.`;
      collector.problem(one.at, message, { elsewhere: one.text });
    }
  }
}

function findServiceImage(
  name: string,
  service: YamlEntry,
  services: YamlValue,
  collector: Collector,
): void {
  const where = named("service", name);
  const image = inherited(service, "image", services);
  const build = inherited(service, "build", services);
  findVolumeImages(service, where, services, collector);
  if (inherited(service, "provider", services).entry !== undefined) {
    const note = "Run by a provider, not pulled.";
    collector.image(service.keyAt, { text: "", where, pulled: false, note });
  } else if (image.entry === undefined && build.entry !== undefined) {
    collector.image(service.keyAt, {
      text: "",
      where,
      pulled: false,
      note: "Built locally, not pulled.",
    });
  } else if (image.entry === undefined) {
    collector.problem(service.keyAt, missing(where, image));
  } else {
    const text = imageText(image.entry, where, collector);
    if (text === null) return;
    const policy = inherited(service, "pull_policy", services).entry?.value;
    collector.image(image.entry.value.at, {
      text,
      where,
      variables: findVariables(text),
      ...pulling(policy?.kind === "text" ? policy.text : undefined, build.entry !== undefined),
    });
  }
}

/** A volume can be an image too, which is pulled for its files. */
function findVolumeImages(
  service: YamlEntry,
  where: string,
  services: YamlValue,
  collector: Collector,
): void {
  for (const volume of itemsOf(inherited(service, "volumes", services).entry?.value)) {
    const source = entryOf(volume, "source");
    if (textOf(volume, "type") !== "image" || source === undefined) continue;
    const who = `${where}, ${named("volume", textOf(volume, "target"))}`;
    const text = imageText(source, who, collector);
    if (text === null) continue;
    const variables = findVariables(text);
    collector.image(source.value.at, { text, where: who, variables, pulled: true });
  }
}

/** With `build` and no policy, Compose tries to pull first and builds what it can't pull. */
function pulling(
  policy: string | undefined,
  hasBuild: boolean,
): { pulled: boolean; note?: string } {
  if (policy === "never") return { pulled: false, note: "Never pulled (pull_policy: never)." };
  if (policy === "build") return { pulled: false, note: "Built locally, not pulled." };
  if (hasBuild) return { pulled: true, note: "Built locally where it can't be pulled." };
  return { pulled: true };
}

function missing(where: string, { elsewhere, tooFar }: Inherited): string {
  if (tooFar) {
    return `No image was found for ${where} within ${limits.extends} services that extend one another.`;
  }
  return elsewhere === null
    ? `There is neither image nor build in ${where}.`
    : `The image of ${where} comes from ${elsewhere}, which isn't part of this text.`;
}

type Inherited = { entry: YamlEntry | undefined; elsewhere: string | null; tooFar: boolean };

/** The service's own key, or that of the service it extends, as long as that stands in this file. */
function inherited(service: YamlEntry, key: string, services: YamlValue): Inherited {
  const seen = new Set<YamlValue>();
  let current: YamlValue | undefined = service.value;
  while (current !== undefined && !seen.has(current)) {
    if (seen.size > limits.extends) return { entry: undefined, elsewhere: null, tooFar: true };
    seen.add(current);
    const entry = entryOf(current, key);
    if (entry !== undefined) return { entry, elsewhere: null, tooFar: false };
    const base = valueOf(current, "extends");
    const file = textOf(base, "file");
    if (file !== undefined) return { entry: undefined, elsewhere: `'${file}'`, tooFar: false };
    const baseName = base?.kind === "text" ? base.text : textOf(base, "service");
    current = baseName === undefined ? undefined : valueOf(services, baseName);
  }
  return { entry: undefined, elsewhere: null, tooFar: false };
}
