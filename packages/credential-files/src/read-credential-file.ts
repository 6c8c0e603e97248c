import { plainDocuments, type PlainValue } from "@berth/image-files";
import { dockerConfigEntries, isDockerConfig } from "./docker-config.ts";
import type { CredentialFile, ImportedEntry } from "./imported-entry.ts";
import { kubernetesEntries } from "./kubernetes.ts";
import { valohaiEntries } from "./valohai.ts";

/** What may be read of one file. */
export const credentialFileLengthMax = 1024 * 1024;
const entriesMax = 200;

/**
 * Reads the sign-ins out of a `config.json`, an `auth.json`, Kubernetes pull secrets or an export of Valohai's
 * registry credentials. Never throws; a text that is none of them is `unknown`.
 */
export function readCredentialFile(text: string): CredentialFile {
  if (text.length > credentialFileLengthMax) {
    return { kind: "unknown", entries: [], problems: ["This text is longer than 1 MB."] };
  }
  const documents = plainDocuments(text);
  if (documents === null) {
    const problem = "This text is neither JSON nor YAML. Copy the whole file.";
    return { kind: "unknown", entries: [], problems: [problem] };
  }
  return limited(read(documents));
}

function read(documents: readonly PlainValue[]): CredentialFile {
  if (documents.some(isDockerConfig)) {
    const entries = documents.flatMap((document) => dockerConfigEntries(document));
    return { kind: "docker-config", entries, problems: entries.length === 0 ? [empty] : [] };
  }
  const valohai = valohaiEntries(documents);
  if (valohai !== null) return { kind: "valohai", entries: valohai, problems: [] };
  const kubernetes = kubernetesEntries(documents);
  if (kubernetes !== null) {
    const { entries, problems } = kubernetes;
    const nothing = entries.length === 0 && problems.length === 0;
    return { kind: "kubernetes", entries, problems: nothing ? [noPullSecret] : problems };
  }
  return { kind: "unknown", entries: [], problems: [unknown] };
}

const empty = "Nobody is signed in anywhere in this file.";
const noPullSecret = "There is no pull secret among these objects.";
const unknown =
  "This is no config.json, auth.json, Kubernetes pull secret or export of Valohai's registry credentials.";

function limited(file: CredentialFile): CredentialFile {
  if (file.entries.length <= entriesMax) return file;
  const entries: readonly ImportedEntry[] = file.entries.slice(0, entriesMax);
  return {
    ...file,
    entries,
    problems: [...file.problems, `Only the first ${entriesMax} entries are shown.`],
  };
}
