import { findingText as text, said } from "./finding-text.ts";
import type { FindingText } from "./finding.ts";

/** What answers is no registry, or says wrongly how to sign in. */
export const challengeTexts = {
  "NOT-REGISTRY": text("not_a_registry", "trouble", {
    symptom: (n) =>
      `\`${n.target}\` answered, but without a registry API${n.contentType === null ? "" : ` (${n.contentType})`}.`,
    causes: () => [
      "The host is that of a web page, or of a registry's own user interface.",
      "A sign-in page or proxy stands in front of the registry.",
    ],
    remedies: (n) => [
      `Enter the host that image names begin with, and nothing of a web address behind it.`,
      `Try \`https://${n.target}/v2/\` in a browser: a registry answers with \`{}\` or asks to sign in.`,
    ],
  }),
  REDIRECT: text("not_a_registry", "trouble", {
    symptom: (n) =>
      `\`${n.target}\` redirects${n.redirectHost === null ? "" : ` to \`${n.redirectHost}\``} instead of answering. Berth doesn't follow redirects.`,
    causes: () => [
      "A sign-in page for people stands in front of the registry.",
      "The registry's API is at another host.",
    ],
    remedies: () => [
      "Use the host that serves the registry API, and let clients reach it without a browser sign-in.",
    ],
  }),
  "NO-CHALLENGE": text("registry_trouble", "trouble", {
    symptom: (n) => `\`${n.target}\` answered 401 without saying how to sign in.`,
    causes: () => ["A proxy in front of the registry removes the `WWW-Authenticate` header."],
    remedies: () => ["Let the proxy pass that header on."],
  }),
  "CHALLENGE-UNSUPPORTED": text("registry_trouble", "trouble", {
    symptom: (n) =>
      `The registry offers only ${n.schemes.join(", ") || "an unknown way"} to sign in.`,
    causes: () => ["Something other than a registry, often a proxy, asks for its own sign-in."],
    remedies: () => ["Let the registry offer Basic or Bearer, as all container clients need it."],
  }),
  "CHALLENGE-BROKEN": text("registry_trouble", "trouble", {
    symptom: () =>
      "The registry asks to sign in, but its `WWW-Authenticate` header can't be understood.",
    causes: (n) => [`The header is wrong (${n.problem}).`],
    remedies: () => ["Ask who runs the registry to correct the header; the trace shows it."],
  }),
  "REALM-REFUSED": text("policy", "trouble", {
    symptom: (n) =>
      `\`${n.host}\` wants the secret sent to \`${n.realmOrigin ?? n.realm ?? "?"}\`, which is not its own address. Nothing was sent there.`,
    causes: (n) => [
      n.problem === "plain-http"
        ? "The registry's external address is set to http although it serves https."
        : "The registry has its token service on another host.",
      ...(n.problem === "plain-http"
        ? []
        : ["The registry is misconfigured or wants to collect secrets."]),
    ],
    remedies: (n) =>
      n.problem === "plain-http"
        ? ["Correct the external address in the registry's own settings."]
        : [
            `If you know \`${n.realmOrigin ?? "it"}\` to be its token service, pin it in the registry's settings.`,
            "Otherwise ask who runs the registry.",
          ],
  }),
  "REALM-BROKEN": text("registry_trouble", "trouble", {
    symptom: (n) => `The registry names a token address that is none: \`${n.realm ?? ""}\`.`,
    causes: () => ["The registry's external address is misconfigured."],
    remedies: () => ["Correct the external address in the registry's own settings."],
  }),
  "REALM-DOWN": text("registry_trouble", "trouble", {
    symptom: (n) =>
      `The registry is fine, but the token address it gave (\`${n.realm ?? n.target}\`) isn't reachable.`,
    causes: (n) => [
      "The registry's external address or port is wrong.",
      `That host can't be reached from ${n.asker}, though the registry can.`,
    ],
    remedies: (n) => [
      `Compare \`${n.registryOrigin}\` with \`${n.realmOrigin ?? n.target}\` and correct the registry's external address.`,
      `Allow outgoing connections to \`${n.target}\`.`,
    ],
  }),
  "REALM-WRONG": text("registry_trouble", "trouble", {
    symptom: (n) =>
      `The token address \`${n.realm ?? n.target}\` answered ${n.status ?? "oddly"}${said(n)}`,
    causes: () => ["There is no token service at that address."],
    remedies: () => ["Correct the address of the token service in the registry's own settings."],
  }),
  "TOKEN-UNUSABLE": text("registry_trouble", "trouble", {
    symptom: (n) =>
      `The token address \`${n.realm ?? n.target}\` answered, but without a usable token.`,
    causes: () => ["Something other than a token service answers at that address."],
    remedies: () => ["Look at the token service of the registry; the trace shows what came back."],
  }),
  "TOKEN-REFUSED": text("registry_trouble", "trouble", {
    symptom: (n) =>
      `The token service refused the request with ${n.status ?? "an error"}${said(n)}`,
    causes: () => ["It doesn't serve this repository or this registry."],
    remedies: (n) => [
      `Check that \`${n.path}\` belongs to \`${n.host}\`.`,
      "Look at the settings of the token service.",
    ],
  }),
  "TOKEN-NOT-TAKEN": text("registry_trouble", "trouble", {
    symptom: () => "The token service issued a token, but the registry doesn't take it.",
    causes: () => [
      "Registry and token service don't agree: other service name, issuer or key.",
      "The clock of one of them is wrong.",
    ],
    remedies: () => [
      "Compare service name, issuer and certificate in both configurations.",
      "Check the clocks of registry and token service.",
    ],
  }),
} as const satisfies Readonly<Record<string, FindingText>>;
