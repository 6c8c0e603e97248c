import { createCollector, type Collector } from "./collector.ts";
import type { FileKind, FileProblem, FoundImages } from "./found-image.ts";
import { findComposeImages, isCompose } from "./kinds/compose.ts";
import { findKubernetesImages, isKubernetes } from "./kinds/kubernetes.ts";
import { findTemplate } from "./kinds/template.ts";
import { findValohaiImages, isValohai } from "./kinds/valohai.ts";
import { limits } from "./limits.ts";
import { readYaml, type YamlFile } from "./yaml/read-yaml.ts";
import type { YamlValue } from "./yaml/value.ts";

/** `fileName` settles what a file is where its text alone doesn't say. */
export type FindOptions = { fileName?: string | undefined };

/**
 * Every image that a `valohai.yaml`, a Compose file or Kubernetes manifests name, in the order of the
 * text, with what is wrong in the file beside them. What can be read of a broken file is read.
 * Never throws; what a hostile text may cost is bounded.
 *
 * @example
 * findImages("services: { web: { image: 'nginx:1' } }").images[0]?.where // "service 'web'"
 */
export function findImages(text: string, options: FindOptions = {}): FoundImages {
  // Editors hide a byte order mark, and it is no part of any column.
  const shown = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const file = readYaml(shown);
  const template = findTemplate(shown, file);
  if (template !== null) return template;
  const kind = kindOf(file.documents, options.fileName);
  const collector = createCollector(file.place);
  if (kind !== "unknown") readers[kind](file.documents, collector);
  else if (file.problems.length === 0) collector.problem(0, nothingKnown(file));
  return {
    kind,
    images: collector.images.sort(byPlace),
    problems: [...file.problems, ...collector.problems].sort(byPlace).slice(0, limits.problems),
  };
}

const readers: Record<
  Exclude<FileKind, "unknown">,
  (documents: readonly YamlValue[], collector: Collector) => void
> = {
  valohai: findValohaiImages,
  compose: findComposeImages,
  kubernetes: findKubernetesImages,
};

function kindOf(documents: readonly YamlValue[], fileName: string | undefined): FileKind {
  if (isValohai(documents[0])) return "valohai";
  if (documents.some(isCompose)) return "compose";
  if (documents.some(isKubernetes)) return "kubernetes";
  return kindByName(fileName ?? "");
}

function kindByName(fileName: string): FileKind {
  const name = fileName.split(/[\\/]/).at(-1)?.toLowerCase() ?? "";
  if (/^valohai[\w.-]*\.ya?ml$/.test(name)) return "valohai";
  return /^(docker-)?compose[\w.-]*\.ya?ml$/.test(name) ? "compose" : "unknown";
}

function nothingKnown(file: YamlFile): string {
  return file.documents.length === 0
    ? "There is nothing here yet."
    : "This is no valohai.yaml, Compose file or Kubernetes manifest.";
}

function byPlace(
  a: Pick<FileProblem, "line" | "column">,
  b: Pick<FileProblem, "line" | "column">,
): number {
  return a.line - b.line || a.column - b.column;
}
