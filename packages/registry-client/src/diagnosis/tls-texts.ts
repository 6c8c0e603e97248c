import { dayInWords } from "@berth/registry-catalog";
import { findingText as text, hostName, isWorker, placeOf } from "./finding-text.ts";
import type { FindingText } from "./finding.ts";
import type { Names } from "./names.ts";

/** A connection that can't be trusted. */
export const tlsTexts = {
  "TLS-UNTRUSTED": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` isn't trusted${issuedBy(n)}.`,
    causes: () => [
      "It was issued by a private certificate authority.",
      "A proxy opens encrypted connections on the way and shows a certificate of its own.",
    ],
    remedies: (n) => [`Add the authority's certificate ${trustedBy(n)}.`],
  }),
  "TLS-SELF-SIGNED": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` is signed by itself.`,
    remedies: (n) => [`Add that certificate ${trustedBy(n)}, or install one from an authority.`],
  }),
  "TLS-CHAIN": text("tls", "trouble", {
    symptom: (n) =>
      `Nothing that is trusted vouches for the certificate of \`${n.target}\`${issuedBy(n)}.`,
    causes: () => [
      "The server doesn't send its intermediate certificate (browsers hide this).",
      "It was issued by a private certificate authority.",
    ],
    remedies: (n) => [
      "Let the server send its whole chain.",
      `Or add the authority's certificate ${trustedBy(n)}.`,
    ],
  }),
  "TLS-NAME": text("tls", "trouble", {
    symptom: (n) => `The certificate is for another name than \`${hostName(n.target)}\`.`,
    causes: (n) => [
      n.certificateNames.length === 0
        ? "The host is wrong, or its certificate doesn't list it."
        : `The certificate is for ${n.certificateNames.slice(0, 3).join(", ")}.`,
    ],
    remedies: () => ["Use a name that the certificate lists, or have one issued for this host."],
  }),
  "TLS-EXPIRED": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` has expired${onDate(n.validTo)}.`,
    causes: (n) => ["It was not renewed in time.", `The clock of ${n.asker} is wrong.`],
    remedies: (n) => ["Renew the registry's certificate.", `Check the clock of ${n.asker}.`],
  }),
  "TLS-NOT-YET-VALID": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` isn't valid yet${onDate(n.validFrom)}.`,
    causes: (n) => [`The clock of ${n.asker} is wrong.`, "The certificate was issued for later."],
    remedies: (n) => [`Check the clock of ${n.asker}.`, "Check the registry's certificate."],
  }),
  "TLS-OTHER": text("tls", "trouble", {
    symptom: (n) => `No encrypted connection to \`${n.target}\` could be set up.`,
    causes: () => ["The server offers only TLS versions older than 1.2, or none in common."],
    remedies: () => [
      "Let the registry offer TLS 1.2 or newer.",
      "Check that the port is the one for HTTPS.",
    ],
  }),
  "HTTP-ONLY": text("tls", "trouble", {
    symptom: (n) => `${placeOf(n)} spoke HTTP, not HTTPS.`,
    causes: () => ["There is no TLS on that port."],
    remedies: (n) => [
      "Use the registry's TLS port.",
      isWorker(n)
        ? `Or let the worker speak plain HTTP with it (\`BERTH_INSECURE_REGISTRIES=${n.target}\`): passwords then travel unencrypted.`
        : `Or, if passwords may travel unencrypted: choose "HTTP, unencrypted" as its connection, once the operator allows that (\`BERTH_OUTBOUND_ALLOW=${n.target};http\`).`,
    ],
  }),
} as const satisfies Readonly<Record<string, FindingText>>;

function issuedBy(n: Names): string {
  return n.issuer === null ? "" : `; it was issued by ${n.issuer}`;
}

function onDate(iso: string | null): string {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? "" : ` (${dayInWords(at)})`;
}

/** A worker trusts what its machine does, whatever the registry's settings say. */
function trustedBy(n: Names): string {
  return isWorker(n)
    ? "to those that the worker's machine trusts, or name its file in `BERTH_CA`"
    : "to the registry as a private CA";
}
