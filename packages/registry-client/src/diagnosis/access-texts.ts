import { findingText as text, said, tagsThere } from "./finding-text.ts";
import type { FindingText } from "./finding.ts";

/** The credential, and what it may read. */
export const accessTexts = {
  "AUTH-REJECTED": text("bad_credential", "failing", {
    symptom: (n) =>
      `The registry rejected the ${n.username === "" ? "secret" : "user name or secret"}${said(n)}`,
    causes: (n) => [
      "The secret is wrong, revoked or expired.",
      ...(n.username === ""
        ? []
        : [`The user name isn't the one this registry expects. ${n.userNameRule}`.trimEnd()]),
    ],
    remedies: (n) => [
      ...(n.username === null || n.username === ""
        ? []
        : [`Compare the user name \`${n.username}\` with the registry's.`]),
      "Replace the secret.",
    ],
  }),
  "CRED-EXPIRED": text("expired", "failing", {
    symptom: (n) => `The registry says that the secret has expired${said(n)}`,
    remedies: () => ["Create a new secret in the registry and replace the stored one."],
  }),
  "CRED-MALFORMED": text("bad_credential", "failing", {
    symptom: (n) => n.message || "The stored credential can't be sent as it is.",
    causes: () => ["Something went wrong when it was pasted."],
    remedies: () => ["Replace the secret, or correct the user name."],
  }),
  "PUBLIC-BROKEN": text("bad_credential", "failing", {
    symptom: (n) =>
      `\`${n.image}\` is public and works without sign-in, but the credential breaks it.`,
    causes: () => ["The secret is wrong, revoked or expired."],
    remedies: () => [
      "Replace the secret.",
      "Or narrow the pattern, so that public images are pulled without it.",
    ],
  }),
  DENIED: text("denied_or_missing", "failing", {
    symptom: (n) => `Signed in, but \`${n.path}\` can't be read${said(n)}`,
    causes: (n) => [
      `${n.username === null || n.username === "" ? "The credential" : `\`${n.username}\``} has no right to pull from it.`,
      "It doesn't exist: registries often answer the same.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`.`,
      `Grant the right to pull from exactly \`${n.path}\`.`,
    ],
  }),
  FORBIDDEN: text("denied_or_missing", "none", {
    symptom: (n) =>
      n.contentType === "text/html"
        ? `\`${n.host}\` answered 403 with a web page, as registries don't${said(n)}`
        : `\`${n.host}\` answered 403 without asking to sign in${said(n)}`,
    causes: () => [
      "A proxy or firewall in front of the registry refuses the request.",
      "The registry hides this repository.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`.`,
      "Ask who runs the registry what its front door lets through.",
    ],
  }),
  "AWS-REGION": text("denied_or_missing", "failing", {
    symptom: (n) => `AWS signed in, but \`${n.host}\` says the fresh token has expired.`,
    causes: () => ["The token was made for another region: ECR tokens hold in one region only."],
    remedies: (n) => [`Add a registry for the region of \`${n.host}\`.`],
  }),
  "NAME-MISSING": text("denied_or_missing", "none", {
    symptom: (n) => `The registry doesn't know the repository \`${n.path}\`.`,
    causes: () => ["It doesn't exist there.", "The registry hides it from this credential."],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`, and account or project in it.`,
      "Check that something was pushed there.",
    ],
  }),
  "TAG-MISSING": text("authenticated_but_not_found", "none", {
    symptom: (n) =>
      `The credential was accepted, but the registry doesn't know \`${n.reference}\` in \`${n.path}\`.`,
    causes: (n) => [
      "The tag is misspelled, was never pushed, or was cleaned up.",
      ...(n.nearTags.length > 0
        ? []
        : ["The whole repository doesn't exist: some registries answer the same."]),
    ],
    remedies: (n) => [
      ...tagsThere(n),
      `Check the spelling of \`${n.reference}\` and of \`${n.path}\`.`,
      "Push it, or run the check with a tag that exists.",
    ],
  }),
  "NOT-FOUND": text("denied_or_missing", "none", {
    symptom: (n) => `The registry answered 404 for \`${n.image}\`${said(n)}`,
    causes: () => [
      "The repository or the tag doesn't exist.",
      "The registry hides it from this credential.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\` and \`${n.reference}\`.`,
      "Check that the credential may pull from it.",
    ],
  }),
} as const satisfies Readonly<Record<string, FindingText>>;
