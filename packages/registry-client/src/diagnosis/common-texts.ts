import { dayInWords } from "@berth/registry-catalog";
import { findingText as text, said, tagsThere } from "./finding-text.ts";
import type { FindingText } from "./finding.ts";
import type { Names } from "./names.ts";

/**
 * The sentences of every common diagnosis, one entry a code. This file is data: it is long because
 * there are many ways to fail. A text states what was seen; a cause is named only where the trace
 * leaves one or two open; a remedy says what to do, not what to know.
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

  "DNS-NONE": text("unreachable", "trouble", {
    symptom: (n) => `\`${hostName(n.target)}\` doesn't exist in DNS.`,
    causes: () => [
      "The name is misspelled or the registry was deleted.",
      "The name exists only in a private network that the Berth server can't see.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${hostName(n.target)}\`.`,
      "If it is a private name, run the check from a worker.",
    ],
  }),
  "DNS-TEMPORARY": text("unreachable", "trouble", {
    symptom: (n) => `\`${hostName(n.target)}\` couldn't be looked up just now.`,
    causes: () => ["The name server of the Berth server didn't answer."],
    remedies: () => [
      "Try again in a minute.",
      "If it stays, check the name server of the Berth server.",
    ],
  }),
  "NET-TIMEOUT": text("unreachable", "trouble", {
    symptom: (n) => `No answer from ${placeOf(n)}.`,
    causes: () => [
      "A firewall between the Berth server and the registry drops the connection.",
      "The port is wrong, or the registry can be reached only from another network.",
    ],
    remedies: (n) => [
      `Allow outgoing connections to ${placeOf(n)}.`,
      "If the registry is private, run the check from a worker.",
    ],
  }),
  "NET-REFUSED": text("unreachable", "trouble", {
    symptom: (n) => `${placeOf(n)} refused the connection.`,
    causes: () => [
      "The port is wrong, or a firewall rejects the connection.",
      "The registry is down.",
    ],
    remedies: (n) => [`Check the port of \`${n.target}\`.`, "Check that the registry is running."],
  }),
  "NET-UNREACHABLE": text("unreachable", "trouble", {
    symptom: (n) => `There is no route from the Berth server to ${placeOf(n)}.`,
    causes: () => ["The registry can be reached only from another network."],
    remedies: () => ["Connect the Berth server to that network, or run the check from a worker."],
  }),
  "NET-RESET": text("unreachable", "trouble", {
    symptom: (n) => `${placeOf(n)} closed the connection before it answered.`,
    causes: () => [
      "The registry or a proxy in front of it is in trouble.",
      "A firewall cut the connection.",
    ],
    remedies: () => [
      "Try again in a minute.",
      "If it stays, ask who runs the registry or the network.",
    ],
  }),
  "NO-ANSWER": text("unreachable", "trouble", {
    symptom: (n) => `${placeOf(n)} took the connection, but didn't answer in time.`,
    causes: () => ["The registry is overloaded or hangs."],
    remedies: () => ["Try again in a minute.", "If it stays, look at the registry's own state."],
  }),
  "OUT-OF-TIME": text("unreachable", "trouble", {
    symptom: (n) => `The check wasn't done after ${n.seconds} s.`,
    causes: () => ["The registry, or the network on the way to it, is slow."],
    remedies: () => ["Try again in a minute."],
  }),
  PROXY: text("unreachable", "trouble", {
    symptom: (n) => `The egress proxy didn't let the request to \`${n.target}\` through.`,
    causes: () => ["The proxy asks for a sign-in, or its allow-list lacks this host."],
    remedies: (n) => [
      `Allow \`${n.target}\` in the proxy, together with the registry's token and layer hosts.`,
      "Check the proxy's user name and password in the operator's settings.",
    ],
  }),
  "IP-BLOCKED": text("unreachable", "trouble", {
    symptom: (n) => `The registry refuses connections from this network${said(n)}`,
    causes: (n) => [
      n.refusedAddress === null
        ? "The registry's firewall doesn't list the address of the Berth server."
        : `The registry's firewall doesn't list ${n.refusedAddress}, the address of the Berth server.`,
    ],
    remedies: (n) => [
      `Add ${n.refusedAddress ?? "the outgoing address of the Berth server"} to the registry's allowed addresses.`,
      "Workers need the same for their own addresses.",
    ],
  }),

  "TLS-UNTRUSTED": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` isn't trusted${issuedBy(n)}.`,
    causes: () => [
      "It was issued by a private certificate authority.",
      "A proxy opens encrypted connections on the way and shows a certificate of its own.",
    ],
    remedies: () => ["Add the authority's certificate to the registry as a private CA."],
  }),
  "TLS-SELF-SIGNED": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` is signed by itself.`,
    remedies: () => [
      "Add that certificate to the registry as a private CA, or install one from an authority.",
    ],
  }),
  "TLS-CHAIN": text("tls", "trouble", {
    symptom: (n) =>
      `Nothing that is trusted vouches for the certificate of \`${n.target}\`${issuedBy(n)}.`,
    causes: () => [
      "The server doesn't send its intermediate certificate (browsers hide this).",
      "It was issued by a private certificate authority.",
    ],
    remedies: () => [
      "Let the server send its whole chain.",
      "Or add the authority's certificate to the registry as a private CA.",
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
    causes: () => ["It was not renewed in time.", "The clock of the Berth server is wrong."],
    remedies: () => ["Renew the registry's certificate.", "Check the clock of the Berth server."],
  }),
  "TLS-NOT-YET-VALID": text("tls", "trouble", {
    symptom: (n) => `The certificate of \`${n.target}\` isn't valid yet${onDate(n.validFrom)}.`,
    causes: () => [
      "The clock of the Berth server is wrong.",
      "The certificate was issued for later.",
    ],
    remedies: () => ["Check the clock of the Berth server.", "Check the registry's certificate."],
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
      `Or have the operator allow plain HTTP for it (\`BERTH_OUTBOUND_ALLOW=${n.target};http\`): passwords then travel unencrypted.`,
    ],
  }),

  "BAD-HOST": text("policy", "trouble", {
    symptom: (n) => `\`${n.target}\` is no host that Berth can call.`,
    causes: () => ["The host is misspelled, or uses a port that never speaks HTTP."],
    remedies: () => ["Enter the host as it stands in image names, with its port if it has one."],
  }),
  "POLICY-REFUSED": text("policy", "trouble", {
    symptom: (n) => `Berth may not call \`${n.target}\`; nothing was sent.`,
    causes: () => ["Its address isn't public, and the operator hasn't allowed it."],
    remedies: (n) => [
      `If it is right, ask the operator to add \`${n.target}\` to \`BERTH_OUTBOUND_ALLOW\`.`,
    ],
  }),
  "HOST-NOT-ALLOWED": text("policy", "trouble", {
    symptom: (n) => `\`${n.host}\` is none of the hosts of ${n.registry}; nothing was sent.`,
    causes: () => ["The image is on another host than this registry."],
    remedies: (n) => [`Check with an image of ${n.registry}, or add a registry for \`${n.host}\`.`],
  }),

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
    causes: () => [
      "The registry's external address or port is wrong.",
      "The Berth server can't reach that host, though it reaches the registry.",
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
    symptom: (n) => `\`${n.host}\` answered 403 without asking to sign in${said(n)}`,
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

function placeOf(n: Names): string {
  const port = n.port === null || n.target.endsWith(`:${n.port}`) ? "" : `, port ${n.port}`;
  const address = n.address === null || n.target.startsWith(n.address) ? "" : ` (${n.address})`;
  return `\`${n.target}\`${address}${port}`;
}

function hostName(target: string): string {
  return target.replace(/:\d+$/, "");
}

function issuedBy(n: Names): string {
  return n.issuer === null ? "" : `; it was issued by ${n.issuer}`;
}

function onDate(iso: string | null): string {
  const at = iso === null ? Number.NaN : Date.parse(iso);
  return Number.isNaN(at) ? "" : ` (${dayInWords(at)})`;
}

function retryIn(n: Names): string {
  if (n.retryAfterSeconds === null || n.retryAfterSeconds === 0) return "";
  const minutes = Math.ceil(n.retryAfterSeconds / 60);
  const hours = Math.floor(minutes / 60);
  const rest = [hours === 0 ? "" : `${hours} h`, minutes % 60 === 0 ? "" : `${minutes % 60} m`];
  return `; try again in ${n.retryAfterSeconds < 60 ? `${n.retryAfterSeconds} s` : rest.filter(Boolean).join(" ")}`;
}
