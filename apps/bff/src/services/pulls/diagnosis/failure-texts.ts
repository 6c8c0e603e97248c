import { diagnosisText as text, type DiagnosisText } from "./diagnosis-text.ts";
import type { PullNames } from "./names.ts";

/**
 * The sentences for pulls that a worker reported as failed, one entry a code. This file is data. The codes
 * are those of checks where both mean the same; the words are others, because here the worker was the one
 * who asked, from its own network.
 */
export const failureTexts = {
  "RATE-LIMIT": text("rate_limited", "certain", {
    symptom: (n) =>
      `\`${n.host}\` limits how often it may be asked, and the worker ran out of time.`,
    causes: (n) => [
      n.signedIn
        ? "The account behind the credential has used up its pulls."
        : "Anonymous pulls are counted for the worker's network address, which many machines may share.",
    ],
    remedies: (n) => [
      "Wait; the credential is not to blame.",
      n.signedIn
        ? "Use an account with a higher limit."
        : `Add a registry for \`${n.host}\`: signed-in pulls are counted apart and have a higher limit.`,
      "Or pull through a cache of your own.",
    ],
  }),
  "SERVER-5XX": text("registry_trouble", "certain", {
    symptom: (n) => `\`${placeOf(n)}\` had an error of its own.`,
    causes: () => ["The registry or a service behind it is in trouble."],
    remedies: () => ["Pull again in a few minutes.", "Look at the registry's status page."],
  }),
  "AUTH-REJECTED": text("bad_credential", "likely", {
    symptom: (n) => `\`${n.host}\` rejected the credential.`,
    causes: (n) =>
      n.signedIn
        ? [
            "It was revoked or replaced after Berth had handed it out.",
            "The stored secret is wrong.",
          ]
        : ["The client sent a login of its own, which the registry doesn't take."],
    remedies: (n) => [
      n.registry === null
        ? `Remove the stale login for \`${n.host}\` from the machine.`
        : `Run a check of ${n.registry}; it says what is wrong with the secret.`,
    ],
  }),
  "CRED-EXPIRED": text("expired", "certain", {
    symptom: (n) => `The credential for \`${n.host}\` had run out when it was used.`,
    causes: () => [
      "The pull took longer than the credential lives.",
      "The client used a login that it had kept from before.",
    ],
    remedies: (n) => [
      "Pull again: every pull gets a fresh credential.",
      `If it comes back, remove logins for \`${n.host}\` that are stored on the machine.`,
    ],
  }),
  "SIGN-IN-NEEDED": text("denied_or_missing", "one-of-two", {
    symptom: (n) => `\`${n.host}\` doesn't give \`${n.path}\` to anyone who isn't signed in.`,
    causes: (n) => [
      n.registry === null
        ? "It is private, and no pattern of this organization covers it."
        : "It is private, and the client didn't send the credential it was given.",
      "The repository doesn't exist: registries often answer the same.",
    ],
    remedies: (n) => [
      n.registry === null
        ? `Add a registry, or a pattern, that covers \`${n.path}\` on \`${n.host}\`.`
        : "Pull with `berth-worker pull`, which uses the credential by itself.",
      `Check the spelling of \`${n.path}\`.`,
    ],
  }),
  DENIED: text("denied_or_missing", "one-of-two", {
    symptom: (n) =>
      n.signedIn
        ? `Signed in, but \`${n.path}\` couldn't be read.`
        : `\`${n.host}\` refused \`${n.path}\`.`,
    causes: (n) => [
      n.signedIn
        ? `The credential of ${n.registry ?? "the registry"} has no right to pull from it.`
        : "It is private, and the pull was anonymous.",
      "It doesn't exist: registries often answer the same.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`.`,
      n.signedIn
        ? `Grant the right to pull from exactly \`${n.path}\`.`
        : `Add a registry, or a pattern, that covers \`${n.path}\` on \`${n.host}\`.`,
    ],
  }),
  "NAME-MISSING": text("denied_or_missing", "one-of-two", {
    symptom: (n) => `The registry doesn't know the repository \`${n.path}\`.`,
    causes: () => ["It doesn't exist there.", "The registry hides it from this credential."],
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`, and account or project in it.`,
      "Check that something was pushed there.",
    ],
  }),
  "NOT-FOUND": text("authenticated_but_not_found", "one-of-two", {
    symptom: (n) => `The registry has nothing under \`${n.reference}\` in \`${n.path}\`.`,
    causes: () => [
      "The tag is misspelled, was never pushed, or was cleaned up.",
      "The repository doesn't exist, or the registry hides it from this credential.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${n.reference}\` and of \`${n.path}\`.`,
      "Look whether a lifecycle rule of the registry has removed it.",
    ],
  }),
  "LAYER-MISSING": text("registry_trouble", "likely", {
    symptom: (n) => `The manifest of \`${n.image}\` names a layer that the registry no longer has.`,
    causes: () => ["A clean-up in the registry removed it, or the push never finished."],
    remedies: () => ["Push the image again."],
  }),
  "DIGEST-WRONG": text("registry_trouble", "certain", {
    symptom: (n) => `What \`${placeOf(n)}\` sent isn't what its digest names.`,
    causes: () => [
      "The registry, or a cache or proxy on the way, serves something else than it says.",
    ],
    remedies: () => [
      "Don't run this image before it is clear why.",
      "Empty caches on the way and push the image again.",
    ],
  }),
  "LAYER-BLOCKED": text("unreachable", "likely", {
    symptom: (n) =>
      `\`${n.host}\` answered, but \`${n.elsewhere ?? "the host"}\`, where its layers lie, couldn't be reached.`,
    causes: () => ["A firewall lets the worker through to the registry, but not to its storage."],
    remedies: (n) => [`Allow connections from the worker to \`${n.elsewhere ?? "that host"}\`.`],
  }),

  "DNS-NONE": text("unreachable", "likely", {
    symptom: (n) => `\`${placeOf(n)}\` doesn't exist in the worker's DNS.`,
    causes: () => [
      "The name is misspelled.",
      "It exists only in a network that this worker is not in.",
    ],
    remedies: (n) => [
      `Check the spelling of \`${placeOf(n)}\`.`,
      "If it is a private name, check the worker's name server.",
    ],
  }),
  "DNS-TEMPORARY": text("unreachable", "likely", {
    symptom: (n) => `\`${placeOf(n)}\` couldn't be looked up just then.`,
    causes: () => ["The worker's name server didn't answer."],
    remedies: () => ["Pull again in a minute.", "If it stays, check the worker's name server."],
  }),
  "NET-REFUSED": text("unreachable", "likely", {
    symptom: (n) => `\`${placeOf(n)}\` refused the worker's connection.`,
    causes: () => ["The port is wrong, or a firewall rejects it.", "The registry is down."],
    remedies: (n) => [
      `Check the port of \`${placeOf(n)}\`, and that the registry is running.`,
      "Run a check from the Berth server: it says whether others reach it.",
    ],
  }),
  "NET-TIMEOUT": text("unreachable", "likely", {
    symptom: (n) => `\`${placeOf(n)}\` didn't answer the worker in time.`,
    causes: () => [
      "A firewall drops the connection.",
      "The registry or the network on the way is overloaded.",
    ],
    remedies: (n) => [
      `Allow connections from the worker to \`${placeOf(n)}\`.`,
      "If it happens now and then, consider a pull-through cache near the workers.",
    ],
  }),
  "NET-RESET": text("unreachable", "likely", {
    symptom: (n) => `The connection to \`${placeOf(n)}\` broke off.`,
    causes: () => ["The registry, or a proxy or firewall on the way, cut it."],
    remedies: () => ["Pull again.", "If it comes back, ask who runs the network on the way."],
  }),
  "NET-UNREACHABLE": text("unreachable", "certain", {
    symptom: (n) => `There is no route from the worker to \`${placeOf(n)}\`.`,
    causes: () => ["It can be reached from another network only."],
    remedies: () => ["Connect the worker's network to that of the registry."],
  }),
  "PROXY-AWAY": text("unreachable", "likely", {
    symptom: (n) => `The worker's proxy can't be reached, so neither can \`${placeOf(n)}\`.`,
    causes: () => ["The proxy's address is wrong, or the proxy is down."],
    remedies: (n) => [
      "Check the address in the worker's `HTTPS_PROXY`, and that the proxy runs.",
      `If \`${placeOf(n)}\` needs no proxy, add it to the worker's \`NO_PROXY\`.`,
    ],
  }),
  PROXY: text("unreachable", "certain", {
    symptom: (n) => `The worker's proxy didn't let the request to \`${placeOf(n)}\` through.`,
    causes: () => ["The proxy asks for a sign-in, or its allow-list lacks this host."],
    remedies: (n) => [
      `Allow \`${placeOf(n)}\` in the proxy, together with the registry's token and layer hosts.`,
      "Check the proxy in the worker's `HTTPS_PROXY`.",
    ],
  }),

  "TLS-UNTRUSTED": text("tls", "one-of-two", {
    symptom: (n) => `The worker doesn't trust the certificate of \`${placeOf(n)}\`.`,
    causes: () => [
      "It was issued by a private certificate authority that this machine doesn't know.",
      "A proxy opens encrypted connections on the way and shows a certificate of its own.",
    ],
    remedies: () => [
      "Install the authority's certificate on the worker; `berth-worker` reads `BERTH_CA`, `NODE_EXTRA_CA_CERTS` and `SSL_CERT_FILE`.",
    ],
  }),
  "TLS-NAME": text("tls", "certain", {
    symptom: (n) => `The certificate is for another name than \`${placeOf(n)}\`.`,
    remedies: () => ["Use a name that the certificate lists, or have one issued for this host."],
  }),
  "TLS-EXPIRED": text("tls", "one-of-two", {
    symptom: (n) => `The certificate of \`${placeOf(n)}\` has expired.`,
    causes: () => ["It was not renewed in time.", "The worker's clock is wrong."],
    remedies: () => ["Renew the registry's certificate.", "Check the worker's clock."],
  }),
  "TLS-NOT-YET-VALID": text("tls", "one-of-two", {
    symptom: (n) => `The certificate of \`${placeOf(n)}\` isn't valid yet.`,
    causes: () => ["The worker's clock is wrong.", "The certificate was issued for later."],
    remedies: () => ["Check the worker's clock.", "Check the registry's certificate."],
  }),
  "TLS-OTHER": text("tls", "likely", {
    symptom: (n) => `The worker couldn't set up an encrypted connection to \`${placeOf(n)}\`.`,
    causes: () => ["The server offers no TLS version in common."],
    remedies: () => ["Let the registry offer TLS 1.2 or newer.", "Check the port."],
  }),
  "HTTP-ONLY": text("tls", "certain", {
    symptom: (n) => `\`${placeOf(n)}\` spoke HTTP, not HTTPS.`,
    causes: () => ["There is no TLS on that port."],
    remedies: (n) => [
      "Use the registry's TLS port.",
      `Or have the worker's owner allow plain HTTP for it (\`BERTH_INSECURE_REGISTRIES=${n.host}\`): what is sent then travels unencrypted.`,
    ],
  }),

  "DISK-FULL": text("unclassified", "certain", {
    symptom: () => "There was no space left on the worker for the image.",
    remedies: () => [
      "Remove images and containers that are no longer used, or give the worker a larger disk.",
    ],
  }),
  "DISK-WRITE": text("unclassified", "likely", {
    symptom: () => "The worker couldn't write where the image should go.",
    causes: () => ["The user it runs as has no right to, or the file system is read-only."],
    remedies: () => ["Check the target of the pull and who the worker runs as."],
  }),
  "SIGNATURE-POLICY": text("policy", "certain", {
    symptom: () => "The machine's own signature policy kept the image out.",
    causes: () => ["`policy.json` on the worker asks for a signature, or is missing."],
    remedies: () => ["Sign the image, or correct `/etc/containers/policy.json` on the worker."],
  }),
  "NO-PLATFORM": text("authenticated_but_not_found", "certain", {
    symptom: (n) => `\`${n.image}\` has no variant for the worker's processor and system.`,
    remedies: () => ["Build and push it for that platform, or run it on another machine."],
  }),
  "ENGINE-DOWN": text("unclassified", "certain", {
    symptom: () => "The worker couldn't reach its container engine.",
    causes: () => ["The engine isn't running, or this user may not use its socket."],
    remedies: () => [
      "Start the engine on the worker.",
      "`berth-worker doctor` says what it finds.",
    ],
  }),
  INTERRUPTED: text("cancelled", "certain", {
    symptom: () => "The pull was interrupted on the worker.",
    remedies: () => ["Pull again."],
  }),
  "TIMED-OUT": text("unreachable", "likely", {
    symptom: () => "The pull didn't end within the time that the worker gives it.",
    causes: () => [
      "The registry or the network on the way is slow.",
      "The image is larger than what fits into that time.",
    ],
    remedies: () => [
      "Give it more time (`berth-worker pull --timeout`).",
      "Consider a pull-through cache near the workers.",
    ],
  }),
  "PULL-UNKNOWN": text("unclassified", "likely", {
    symptom: () => "We couldn't classify what the worker reported.",
    remedies: () => ["Copy the report and send it to who runs the worker or the registry."],
  }),
} as const satisfies Readonly<Record<string, DiagnosisText>>;

export type FailureCode = keyof typeof failureTexts;

function placeOf(n: PullNames): string {
  return n.elsewhere ?? n.host;
}
