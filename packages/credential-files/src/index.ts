export type { CredentialFile, CredentialFileKind, ImportedEntry } from "./imported-entry.ts";
export { credentialFileLengthMax, readCredentialFile } from "./read-credential-file.ts";
