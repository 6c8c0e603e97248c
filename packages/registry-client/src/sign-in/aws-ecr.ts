import { ecrApiHost, parseEcrHost, type EcrHost } from "@berth/registry-catalog";
import type { Answer, CheckTrace } from "../check-event.ts";
import { codesOf, says } from "../diagnosis/answer-words.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import type { Finding } from "../diagnosis/finding.ts";
import type { OwnAwsKeys } from "../credential.ts";
import { reviewRights } from "./aws-rights.ts";
import { assumeRole } from "./aws-role.ts";
import { readPassword } from "./aws-password.ts";
import { signPost, type AwsKeys } from "./aws-signature.ts";
import { awsTexts } from "./aws-texts.ts";
import type { OpenedSignIn, SignIn, SignInContext } from "./sign-in.ts";
import { malformed } from "./stored-pair.ts";

/**
 * A signed call to the ECR API of the image's own region buys a password for 12 hours; only that
 * password goes to the registry.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export const awsEcrSignIn: SignIn = {
  type: "aws-ecr",
  coversHost: true,
  open: buyPassword,
  issue: async ({ pair, host }) => {
    const opened = await pair();
    if (opened === null) return null;
    const region = parseEcrHost(host)?.region ?? "";
    const scope = `everything this identity may pull in ${region}`;
    const { username, secret } = opened.pair;
    return { kind: "pair", username, secret, stored: false, scope, expiresAt: opened.expiresAt };
  },
  diagnose,
  texts: awsTexts,
};

type Keys =
  | { ok: true; keys: AwsKeys; expiresAt: number; role?: { arn: string; own: AwsKeys } }
  | Extract<OpenedSignIn, { ok: false }>;

async function buyPassword(context: SignInContext): Promise<OpenedSignIn> {
  const place = parseEcrHost(context.host);
  if (place === null) return malformed(`\`${context.host}\` is no host of ECR.`);
  const own = await keysOf(context, place);
  if (!own.ok) return own;
  const host = ecrApiHost(place);
  const body = "{}";
  const signed = await signPost({
    service: "ecr",
    region: place.region,
    host,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken",
    },
    body,
    keys: own.keys,
    nowMs: context.nowMs,
  });
  const sent = await context.send({
    method: "POST",
    url: `https://${host}/`,
    bodyBytesMax: 64 * 1024,
    headers: signed.headers,
    authorization: { scheme: "other", value: signed.authorization },
    body,
  });
  if (!sent.ok || sent.answer.status !== 200) return { ok: false, code: null, message: "" };
  const allowed = [place.accountId, context.credential.settings?.["principalAccountId"] ?? ""];
  const password = readPassword(sent.response.body, place, allowed, context.nowMs);
  if (!password.ok) return password;
  context.hide(password.secret);
  // Whether a password outlives the session that bought it isn't documented.
  const expiresAt = Math.min(password.expiresAt, own.expiresAt);
  return {
    ok: true,
    pair: { username: "AWS", secret: password.secret },
    expiresAt,
    review: (send) =>
      reviewRights(
        { send, hide: context.hide, nowMs: context.nowMs },
        { place, path: context.path, keys: own.keys, role: own.role ?? null },
      ),
  };
}

/** Blank keys never mean the server's own identity: that is used only where its role was chosen. */
async function keysOf(context: SignInContext, place: EcrHost): Promise<Keys> {
  const { username, secret, settings = {}, ownAws } = context.credential;
  switch (settings["method"]) {
    case "access-key":
      if (username === "" || secret === "") {
        return refused("CRED-MALFORMED", "The access key is incomplete.");
      }
      return /^[A-Z0-9]{16,128}$/.test(username)
        ? {
            ok: true,
            keys: { accessKeyId: username, secretAccessKey: secret },
            expiresAt: Infinity,
          }
        : refused("CRED-MALFORMED", "The access key ID has characters that AWS never uses.");
    case "server-role":
      if (ownAws?.of !== "server") return refused("AWS-ROLE-OFF", "");
      return assumed(context, place, await ownAws.find());
    case "worker-role":
      if (ownAws?.of !== "worker") return refused("AWS-WORKER", "");
      return ownKeys(context, await ownAws.find());
    default:
      return refused("CRED-MALFORMED", "Nothing says how to sign in to AWS.");
  }
}

/** The machine's identity as it is. */
function ownKeys(context: SignInContext, found: OwnAwsKeys): Keys {
  if (!found.ok) return refused("AWS-NO-IDENTITY", found.message);
  context.hide(found.keys.secretAccessKey);
  context.hide(found.keys.sessionToken ?? "");
  return { ok: true, keys: found.keys, expiresAt: found.expiresAt ?? Infinity };
}

async function assumed(context: SignInContext, place: EcrHost, found: OwnAwsKeys): Promise<Keys> {
  const own = ownKeys(context, found);
  const { roleArn = "", externalId = "" } = context.credential.settings ?? {};
  if (!own.ok || !found.ok) return own;
  if (roleArn === "") return found.asItIs ? own : refused("AWS-ROLE-NEEDED", "");
  // Without one, any organization here could use any role that trusts this server.
  if (externalId === "") return refused("CRED-MALFORMED", "The role has no external id.");
  const role = await assumeRole(context, place, own.keys, { arn: roleArn, externalId });
  return role === null
    ? { ok: false, code: null, message: "" }
    : { ok: true, ...role, role: { arn: roleArn, own: own.keys } };
}

function refused(code: string, message: string): Extract<OpenedSignIn, { ok: false }> {
  return { ok: false, code, message };
}

function diagnose(trace: CheckTrace): Finding | null {
  const exchange = decisiveExchange(trace);
  const answer = exchange?.answer;
  if (exchange === null || answer === undefined || trace.stop !== null) return null;
  if (exchange.purpose === "sign-in") {
    if (deniedElsewhere(answer)) return certain("AWS-DENIED");
    const code = codesOf(answer).map(findingOf).find(Boolean);
    if (code === undefined) return answer.status === 200 ? certain("TOKEN-UNUSABLE") : null;
    if (code === "AWS-SIGN" && says(answer, /expired|not yet current/i))
      return certain("AWS-CLOCK");
    const role = code === "AWS-POLICY" && new URL(exchange.url).host.startsWith("sts.");
    if (role) return { code: "AWS-ROLE", confidence: "one-of-two" };
    return { code, confidence: code === "AWS-SIGN" || code === "AWS-KEY" ? "likely" : "certain" };
  }
  if (exchange.authorization === "none" || trace.username === null) return null;
  if (answer.status === 403 && deniedElsewhere(answer)) return certain("AWS-PULL-DENIED");
  if (answer.status === 403 && says(answer, /not authorized to perform: ecr:/i)) {
    return certain(says(answer, /resource-based policy/i) ? "AWS-REPO-POLICY" : "AWS-PULL");
  }
  const [code] = codesOf(answer);
  if (answer.status !== 404) return null;
  if (code === "NAME_UNKNOWN") return certain("NAME-MISSING");
  return code === "MANIFEST_UNKNOWN" ? certain("TAG-MISSING") : null;
}

/**
 * Does AWS say that a policy forbids it, or that one above the identity's doesn't allow it? No statement added to
 * the identity's own policy helps then.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
function deniedElsewhere(answer: Answer): boolean {
  return says(
    answer,
    /with an explicit deny in an? |because no (?:service control policy|resource control policy|VPC endpoint policy|permissions boundary|session policy) allows/i,
  );
}

function findingOf(code: string): string | undefined {
  const bare = code.replace(/^.*#/, "").replace(/Exception$/, "");
  return findings.get(bare);
}

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html and its like of STS
const findings: ReadonlyMap<string, string> = new Map([
  ["UnrecognizedClient", "AWS-KEY"],
  ["InvalidClientTokenId", "AWS-KEY"],
  ["InvalidSignature", "AWS-SIGN"],
  ["SignatureDoesNotMatch", "AWS-SIGN"],
  ["ExpiredToken", "AWS-SESSION"],
  ["AccessDenied", "AWS-POLICY"],
  ["RegionDisabled", "AWS-STS-REGION"],
  ["Throttling", "RATE-LIMIT"],
  ["TooManyRequests", "RATE-LIMIT"],
]);

function certain(code: string): Finding {
  return { code, confidence: "certain" };
}
