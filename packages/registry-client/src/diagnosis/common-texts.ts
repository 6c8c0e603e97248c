import { accessTexts } from "./access-texts.ts";
import { challengeTexts } from "./challenge-texts.ts";
import { findingText as text, said } from "./finding-text.ts";
import type { FindingText } from "./finding.ts";
import type { Names } from "./names.ts";
import { networkTexts } from "./network-texts.ts";
import { tlsTexts } from "./tls-texts.ts";

/**
 * The sentences of every common diagnosis, one entry a code. A text states what was seen; a cause is
 * named only where the trace leaves one or two open; a remedy says what to do, not what to know.
 */
export const commonTexts = {
  OK: text("ok", "healthy", {
    symptom: (n) =>
      n.recheck
        ? `The credential can still read \`${n.image}\`.`
        : `The credential can pull \`${n.image}\`.`,
    remedies: (n) => [n.overPrivileged ?? "Nothing to do."],
  }),
  SLOW: text("ok", "healthy", {
    symptom: (n) => `Worked, but took ${n.seconds} s.`,
    causes: () => ["The registry is throttling or far away."],
    remedies: () => ["Consider a pull-through cache near your workers if pulls are slow as well."],
  }),
  // The credential is proven, and the network of workers is another one than the one this was asked from.
  "LAYER-BLOCKED": text("ok", "healthy", {
    symptom: (n) =>
      `The credential can pull \`${n.image}\`, but \`${n.layerHost ?? "the host"}\`, where its layers lie, can't be reached from here.`,
    causes: () => ["A firewall allows the registry, but not its storage."],
    remedies: (n) => [
      `Allow connections to \`${n.layerHost ?? "that host"}\` from where images are pulled.`,
      `Run \`berth-worker check ${n.image}\` on a worker: it may reach it all the same.`,
    ],
  }),
  "OK-PUBLIC": text("ok_but_public", "none", {
    symptom: (n) => `Anyone can pull \`${n.image}\`, so the credential was not proven by it.`,
    causes: () => ["The image is public."],
    remedies: () => ["Run the check with a private image of this registry."],
  }),
  "OK-ANONYMOUS": text("ok_but_public", "none", {
    symptom: (n) => `Anyone can pull \`${n.image}\`; no credential is needed.`,
    remedies: () => ["Nothing to do."],
  }),
  "SIGN-IN-NEEDED": text("denied_or_missing", "none", {
    symptom: (n) => `\`${n.host}\` doesn't show \`${n.path}\` to anyone who isn't signed in.`,
    causes: () => ["The repository is private.", "The repository doesn't exist."],
    remedies: (n) => [
      `Add a registry with a credential for \`${n.host}\`.`,
      `Check the spelling of \`${n.path}\`.`,
    ],
  }),
  ...networkTexts,
  ...tlsTexts,
  "BAD-HOST": text("policy", "trouble", {
    symptom: (n) => `\`${n.target}\` is no host that Berth can call.`,
    causes: () => ["The host is misspelled, or uses a port that never speaks HTTP."],
    remedies: () => ["Enter the host as it stands in image names, with its port if it has one."],
  }),
  "POLICY-REFUSED": text("policy", "trouble", {
    symptom: (n) => `Berth may not call \`${n.target}\`; nothing was sent.`,
    causes: () => [
      "It is in a private network or on a port that registries don't use, and the operator hasn't allowed it.",
    ],
    remedies: (n) => [
      `If it is right, ask the operator to add \`${n.target}\` to \`BERTH_OUTBOUND_ALLOW\`.`,
      "In Berth, **Settings › Network** says to owners and admins which rule refuses it.",
    ],
  }),
  "HOST-NOT-ALLOWED": text("policy", "trouble", {
    symptom: (n) => `\`${n.host}\` is none of the hosts of ${n.registry}; nothing was sent.`,
    causes: () => ["The image is on another host than this registry."],
    remedies: (n) => [`Check with an image of ${n.registry}, or add a registry for \`${n.host}\`.`],
  }),
  ...challengeTexts,
  ...accessTexts,
  "RATE-LIMIT": text("rate_limited", "trouble", {
    symptom: (n) =>
      n.limit === null || n.remaining === null
        ? `The registry is limiting requests${retryIn(n)}.`
        : `Pull limit reached: ${n.remaining} of ${n.limit} left${retryIn(n)}.`,
    causes: (n) => [
      n.limitSource === null
        ? "Too many requests in a short time."
        : `Too many requests counted for ${n.limitSource}.`,
    ],
    remedies: () => [
      "Wait; the credential is not to blame.",
      "Sign in with an account of a higher limit, or use a cache.",
    ],
  }),
  "PUT-OFF": text("registry_trouble", "trouble", {
    symptom: (n) => `The registry asked to be asked again (${n.status ?? "408"})${said(n)}`,
    causes: () => ["It, or a proxy in front of it, gave up waiting for the request."],
    remedies: () => ["Try again in a few minutes; the credential is not to blame."],
  }),
  "SERVER-5XX": text("registry_trouble", "trouble", {
    symptom: (n) => `The registry had an error (${n.status ?? "5xx"})${said(n)}`,
    causes: () => ["The registry or a service behind it is in trouble."],
    remedies: () => ["Try again in a few minutes.", "Look at the registry's status page."],
  }),
  "MANIFEST-TOO-LARGE": text("registry_trouble", "none", {
    symptom: (n) => `The manifest of \`${n.image}\` is larger than 4 MiB.`,
    causes: () => ["It isn't an ordinary image; registries refuse such manifests, too."],
    remedies: () => ["Run the check with an ordinary image of this registry."],
  }),
  "MANIFEST-WRONG": text("registry_trouble", "trouble", {
    symptom: (n) =>
      n.problem === "digest"
        ? `The manifest's content has the digest \`${n.actual}\`, not \`${n.expected}\`.`
        : `The manifest was sent as \`${n.expected}\`, but says of itself \`${n.actual}\`.`,
    causes: () => ["The registry or a cache in front of it serves something else than it says."],
    remedies: () => [
      "Don't run this image before it is clear why.",
      "Empty caches in front of the registry and push the image again.",
    ],
  }),
  "BAD-ANSWER": text("registry_trouble", "trouble", {
    symptom: (n) => `\`${n.target}\` sent an answer that breaks the rules of HTTP or is too large.`,
    causes: () => ["Something other than a registry answers there, or a proxy garbles the answer."],
    remedies: () => [
      "Look at the server and the proxies in front of it; the trace shows where it happened.",
    ],
  }),
  "TOO-MANY-STEPS": text("registry_trouble", "trouble", {
    symptom: () => "The registry asked for more requests than a check may make.",
    causes: () => ["It refuses one way of asking after the other."],
    remedies: () => ["Look at the trace, and at the registry's settings for clients."],
  }),
  CANCELLED: text("cancelled", "none", {
    symptom: () => "The check was cancelled.",
    remedies: () => ["Run it again."],
  }),
  UNKNOWN: text("unclassified", "none", {
    symptom: (n) =>
      n.status === null
        ? "We couldn't classify what happened."
        : `We couldn't classify this reply: ${n.status}${said(n)}`,
    remedies: () => ["Copy the report and send it to us or to who runs the registry."],
  }),
} as const satisfies Readonly<Record<string, FindingText>>;

export type CommonCode = keyof typeof commonTexts;

function retryIn(n: Names): string {
  if (n.retryAfterSeconds === null || n.retryAfterSeconds === 0) return "";
  const minutes = Math.ceil(n.retryAfterSeconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = [hours === 0 ? "" : `${hours} h`, minutes % 60 === 0 ? "" : `${minutes % 60} m`];
  return `; try again in ${n.retryAfterSeconds < 60 ? `${n.retryAfterSeconds} s` : rest.filter(Boolean).join(" ")}`;
}
