import { plainDocuments, type PlainValue } from "@berth/image-files";
import { dockercfgEntries, dockerConfigEntries, printable } from "./docker-config.ts";
import { listOf, objectOf, textInBase64, textOf } from "./fields.ts";
import type { ImportedEntry } from "./imported-entry.ts";

type Found = { entries: ImportedEntry[]; problems: string[] };

/** The pull secrets among Kubernetes objects, lists of them included; null where there is no such object. */
export function kubernetesEntries(documents: readonly PlainValue[]): Found | null {
  const objects = documents.flatMap((document) => {
    const fields = objectOf(document);
    return textOf(fields, "kind") === "List" ? listOf(fields?.["items"]) : [document];
  });
  const known = objects.filter((object) => textOf(objectOf(object), "apiVersion") !== "");
  if (known.length === 0) return null;
  const found = known.map(fromObject);
  return {
    entries: found.flatMap(({ entries }) => entries),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function fromObject(object: PlainValue): Found {
  const fields = objectOf(object);
  const kind = textOf(fields, "kind");
  const place = `Secret ${nameOf(fields)}`;
  const nothing = (problem?: string): Found => {
    return { entries: [], problems: problem === undefined ? [] : [problem] };
  };
  if (kind === "SealedSecret" || kind === "ExternalSecret") {
    return nothing(
      `${kind} ${nameOf(fields)} holds no secret that can be read here. Import the Secret that it makes in the cluster.`,
    );
  }
  if (kind !== "Secret") return nothing();
  const type = textOf(fields, "type");
  const config = part(fields, ".dockerconfigjson");
  const old = part(fields, ".dockercfg");
  if (config === null && old === null) {
    const pull = type === "kubernetes.io/dockerconfigjson" || type === "kubernetes.io/dockercfg";
    return nothing(
      pull ? `${place} says it is a pull secret, but its content is missing.` : undefined,
    );
  }
  const [document] = plainDocuments(config ?? old ?? "") ?? [];
  if (document === undefined) return nothing(`The content of ${place} is not JSON.`);
  return {
    entries:
      config === null ? dockercfgEntries(document, place) : dockerConfigEntries(document, place),
    problems: [],
  };
}

/** A value of the secret, from `stringData` or, in base64, from `data`. */
function part(fields: ReturnType<typeof objectOf>, name: string): string | null {
  const plain = textOf(objectOf(fields?.["stringData"]), name);
  if (plain !== "") return plain;
  const encoded = textOf(objectOf(fields?.["data"]), name);
  return encoded === "" ? null : textInBase64(encoded);
}

function nameOf(fields: ReturnType<typeof objectOf>): string {
  const metadata = objectOf(fields?.["metadata"]);
  const name = textOf(metadata, "name") || "without a name";
  const namespace = textOf(metadata, "namespace");
  return printable(namespace === "" ? name : `${namespace}/${name}`);
}
