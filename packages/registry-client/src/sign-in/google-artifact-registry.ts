import { readKeyFile } from "@berth/registry-catalog";
import type { CheckTrace } from "../check-event.ts";
import { codesOf, isWebPage, says } from "../diagnosis/answer-words.ts";
import { classify } from "../diagnosis/classify.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import { findingText, said } from "../diagnosis/finding-text.ts";
import type { Finding } from "../diagnosis/finding.ts";
import { field, parseJson, textField } from "../json.ts";
import { googleTokenUrl, signAssertion } from "./google-assertion.ts";
import { reviewGoogleRights } from "./google-rights.ts";
import type { OpenedSignIn, SignIn, SignInContext } from "./sign-in.ts";
import { malformed } from "./stored-pair.ts";

const lifetimeSecondsMax = 3600;

/**
 * A signed assertion buys a read-only access token from Google; only that token goes to the registry,
 * the key never does.
 */
export const googleArtifactRegistrySignIn: SignIn = {
  type: "google-artifact-registry",
  coversHost: true,
  open: buyAccessToken,
  issue: async ({ pair }) => {
    const opened = await pair();
    if (opened === null) return null;
    const { username, secret } = opened.pair;
    const scope = "everything this service account may read (read-only)";
    return { kind: "pair", username, secret, stored: false, scope, expiresAt: opened.expiresAt };
  },
  diagnose,
  texts: {
    "GCP-KEY": findingText("bad_credential", "failing", {
      symptom: (n) => `Google rejected the service account key${said(n)}`,
      causes: () => ["The key or its service account was deleted or disabled."],
      remedies: (n) => [
        `Look for it: \`gcloud iam service-accounts keys list --iam-account=${n.username ?? ""}\`.`,
        "Create a new key and replace the stored one.",
      ],
    }),
    "GCP-ACCOUNT": findingText("bad_credential", "failing", {
      symptom: (n) => `Google knows no service account \`${n.username ?? ""}\`${said(n)}`,
      causes: () => ["The service account was deleted."],
      remedies: () => ["Create a service account with a key, and replace the stored one."],
    }),
    "GCP-CLOCK": findingText("registry_trouble", "trouble", {
      symptom: (n) => `Google refused the request because of its time${said(n)}`,
      causes: () => ["The clock of the Berth server is wrong by more than a few minutes."],
      remedies: () => ["Set the clock of the Berth server; the key is not to blame."],
    }),
    "GCP-SCOPE": findingText("denied_or_missing", "failing", {
      symptom: (n) => `Google doesn't give this account a read-only token${said(n)}`,
      causes: () => ["A policy of the organization restricts what the account may ask for."],
      remedies: () => [
        "Ask who runs the Google Cloud organization to allow `cloud-platform.read-only`.",
      ],
    }),
    "TOKEN-UNUSABLE": findingText("registry_trouble", "trouble", {
      symptom: () => "The sign-in answered, but without a usable token.",
      causes: () => ["Something other than Google answers at that address."],
      remedies: () => [
        "Look at proxies between the Berth server and Google; the trace shows what came back.",
      ],
    }),
    DENIED: findingText("denied_or_missing", "failing", {
      symptom: (n) => `Signed in, but \`${n.path}\` can't be read${said(n)}`,
      causes: (n) => [
        `\`${n.username ?? "The service account"}\` lacks the role **Artifact Registry Reader** on the repository.`,
        "Project, location or repository doesn't exist: Google answers the same.",
      ],
      remedies: (n) => [
        `Check the spelling of \`${n.host}/${n.path}\`: location, project and repository.`,
        `Grant \`roles/artifactregistry.reader\` on the repository to \`${n.username ?? "the service account"}\`.`,
      ],
    }),
  },
};

async function buyAccessToken(context: SignInContext): Promise<OpenedSignIn> {
  const key = readKeyFile(context.credential.secret);
  if (key === null) return malformed("The stored key file can't be read.");
  context.hide(key.private_key);
  const assertion = await signAssertion(key, context.nowMs);
  if (assertion === null) return malformed("The private key in the key file can't be used.");
  context.hide(assertion);
  const form = new URLSearchParams();
  form.append("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
  form.append("assertion", assertion);
  const sent = await context.send({
    method: "POST",
    url: googleTokenUrl,
    bodyBytesMax: 64 * 1024,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  if (!sent.ok || sent.answer.status !== 200) return { ok: false, code: null, message: "" };
  const json = parseJson(new TextDecoder().decode(sent.response.body));
  const token = json.ok ? (textField(json.value, "access_token") ?? "") : "";
  const seconds = json.ok ? field(json.value, "expires_in") : undefined;
  // Anything else could split the header it is about to be put into.
  if (!/^[\x21-\x7e]{1,16384}$/.test(token)) {
    return {
      ok: false,
      code: "TOKEN-UNUSABLE",
      message: "Google answered without an access token.",
    };
  }
  context.hide(token);
  const life = typeof seconds === "number" && seconds > 0 ? seconds : 60;
  const expiresAt = context.nowMs + Math.min(life, lifetimeSecondsMax) * 1000;
  return {
    ok: true,
    pair: { username: "oauth2accesstoken", secret: token },
    expiresAt,
    review: (send) => reviewGoogleRights(context, token, send),
  };
}

function diagnose(trace: CheckTrace): Finding | null {
  const exchange = decisiveExchange(trace);
  const answer = exchange?.answer;
  if (exchange === null || answer === undefined || trace.stop !== null) return null;
  if (exchange.purpose === "sign-in") {
    // Google's own answers are JSON.
    if (isWebPage(answer)) return null;
    const codes = codesOf(answer);
    if (answer.status === 401 || answer.status === 403) return likely("GCP-KEY");
    if (codes.includes("invalid_scope")) return certain("GCP-SCOPE");
    if (!codes.includes("invalid_grant")) return null;
    if (says(answer, /account not found/i)) return certain("GCP-ACCOUNT");
    return says(answer, /iat and exp/i) ? certain("GCP-CLOCK") : likely("GCP-KEY");
  }
  if (trace.control === "public" || trace.username === null) return null;
  const notApplied = exchange.authorization !== "none" && says(answer, /unauthenticated request/i);
  if (notApplied) return { code: "TOKEN-NOT-TAKEN", confidence: "one-of-two" };
  return classify(trace).code === "DENIED" ? { code: "DENIED", confidence: "one-of-two" } : null;
}

function certain(code: string): Finding {
  return { code, confidence: "certain" };
}

function likely(code: string): Finding {
  return { code, confidence: "likely" };
}
