import { findingText, said } from "../diagnosis/finding-text.ts";
import type { FindingText } from "../diagnosis/finding.ts";

/** The sentences of what only Azure says. */
export const azureTexts: Readonly<Record<string, FindingText>> = {
  "AZ-SECRET": findingText("expired", "failing", {
    symptom: (n) => `The client secret of \`${n.username ?? ""}\` expired.`,
    causes: () => ["Its end date has passed: Microsoft Entra says so."],
    remedies: (n) => [
      `Create a new one: \`az ad app credential reset --id ${n.username ?? ""} --append\`.`,
      "Replace the secret with its **Value**.",
    ],
  }),
  "AZ-WRONG-SECRET": findingText("bad_credential", "failing", {
    symptom: (n) => `Microsoft Entra knows \`${n.username ?? ""}\`, but not this client secret.`,
    causes: () => [
      "The secret's **ID** was pasted instead of its **Value**, or only part of the value.",
      "The secret was deleted.",
    ],
    remedies: () => [
      "Compare it under **Certificates & secrets**; the value is shown only once.",
      "If it can't be found, create a new secret and paste its **Value**.",
    ],
  }),
  "AZ-APP": findingText("bad_credential", "failing", {
    symptom: (n) => `The tenant has no application with the id \`${n.username ?? ""}\`.`,
    causes: () => [
      "The client id is wrong, or the application was deleted.",
      "The application lives in another tenant.",
    ],
    remedies: () => [
      "Compare **Application (client) ID** and **Directory (tenant) ID** on the application's overview.",
    ],
  }),
  "AZ-DISABLED": findingText("bad_credential", "failing", {
    symptom: (n) => `The application \`${n.username ?? ""}\` is disabled in its tenant.`,
    causes: () => ["Somebody switched off sign-in for it: Microsoft Entra says so."],
    remedies: () => [
      "Under **Enterprise applications**, **Properties**, switch **Enabled for users to sign-in** on.",
      "Or use another application; the secret is not to blame.",
    ],
  }),
  "AZ-ACCESS": findingText("denied_or_missing", "failing", {
    symptom: (n) =>
      `A Conditional Access policy keeps the application \`${n.username ?? ""}\` from signing in.`,
    causes: (n) => [`It doesn't allow the network address of ${n.asker}, or any use at all.`],
    remedies: (n) => [
      `Look at **Sign-in logs**, **Service principal sign-ins**: they name the policy and the address of ${n.asker}.`,
      "Ask who runs the tenant to allow that address for the application.",
    ],
  }),
  "AZ-TENANT": findingText("bad_credential", "failing", {
    symptom: () => "The registry rejected the secret, and Microsoft Entra knows no such tenant.",
    causes: () => ["The tenant id is wrong, or belongs to another Azure cloud."],
    remedies: () => [
      "Copy **Directory (tenant) ID** from the application's overview.",
      "Replace the secret if the check then still fails.",
    ],
  }),
  "AZ-ELSEWHERE": findingText("bad_credential", "failing", {
    symptom: (n) => `Microsoft Entra accepts the secret, but \`${n.host}\` doesn't.`,
    causes: () => [
      "The registry belongs to another tenant than the application.",
      "The secret is new, and the registry hasn't learned of it yet.",
    ],
    remedies: () => [
      "Try again in a few minutes.",
      "If it stays, create the service principal in the registry's own tenant.",
    ],
  }),
  "AZ-USER": findingText("bad_credential", "failing", {
    symptom: (n) =>
      `\`${n.username ?? ""}\` is neither an application's id nor a token of \`${n.host}\`.`,
    causes: () => [
      "The name is misspelled, the token was deleted, or an application's name was entered.",
    ],
    remedies: (n) => [
      "For a service principal, enter **Application (client) ID**, which is a GUID.",
      `For a token, compare its name: \`az acr token list --registry ${registryName(n.host)}\`.`,
    ],
  }),
  "AZ-MODE": findingText("denied_or_missing", "failing", {
    symptom: (n) => `Signed in, but no right to pull from \`${n.path}\`${said(n)}`,
    causes: (n) => [
      `\`${n.username ?? ""}\` has no role that counts: where the registry uses ABAC repository permissions, AcrPull is ignored.`,
      "The repository doesn't exist: the registry answers the same.",
    ],
    remedies: (n) => [
      `Look up the mode: \`az acr show --name ${registryName(n.host)} --query roleAssignmentMode\`.`,
      "`LegacyRegistryPermissions`: assign **AcrPull**. `AbacRepositoryPermissions`: assign **Container Registry Repository Reader**.",
      `Check the spelling of \`${n.path}\`.`,
    ],
  }),
  DENIED: findingText("denied_or_missing", "failing", {
    symptom: (n) => `Signed in, but \`${n.path}\` can't be read${said(n)}`,
    causes: (n) => [
      `The scope map of \`${n.username ?? "the token"}\` lacks \`content/read\` on it.`,
      "It doesn't exist: the registry answers the same.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`.`,
      `Add it: \`az acr token update --registry ${registryName(n.host)} --name ${n.username ?? ""}\` with a scope map that has \`${n.path} content/read\`.`,
    ],
  }),
  "AUTH-REJECTED": findingText("bad_credential", "failing", {
    symptom: (n) => `The registry rejected the user name or secret${said(n)}`,
    causes: (n) => [
      "The secret is wrong, revoked or expired, or its **ID** was pasted instead of its **Value**.",
      `The user name isn't the one this registry expects. ${n.userNameRule}`.trimEnd(),
    ],
    remedies: (n) => [
      `Compare the user name \`${n.username ?? ""}\` with the application's id or the token's name.`,
      "Enter the tenant id: with it, Microsoft Entra says which of the two it is.",
      "Replace the secret.",
    ],
  }),
};

function registryName(host: string): string {
  return host.replace(/[-.].*$/, "");
}
