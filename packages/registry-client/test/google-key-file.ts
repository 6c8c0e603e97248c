import { checkSecret, registryTypes } from "@berth/registry-catalog";

/** A key file as it is stored: checked and reduced by the catalogue. */
export function googleKeyFile(text: string): string {
  const type = registryTypes.find(({ slug }) => slug === "google-artifact-registry");
  if (type === undefined) throw new Error("the catalogue doesn't know Google");
  const checked = checkSecret(type, { projectId: "acme-prod" }, { keyFile: text });
  if (!checked.ok) throw new Error("the key file wasn't accepted");
  return checked.secret["keyFile"] ?? "";
}
