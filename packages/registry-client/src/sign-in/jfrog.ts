import { readJfrogToken } from "@berth/registry-catalog";
import type { CheckTrace } from "../check-event.ts";
import { says } from "../diagnosis/answer-words.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import { findingText, said } from "../diagnosis/finding-text.ts";
import type { Finding } from "../diagnosis/finding.ts";
import { field, parseJson, textField } from "../json.ts";
import { readTokenClaims } from "../jwt.ts";
import { isPassingStatus } from "../passing-status.ts";
import type { PullCredential } from "../pull-credential.ts";
import type { IssueContext, SignIn } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";

const mintedSeconds = 3600;

/**
 * The token goes to Artifactory as a password; workers get a fresh one of the same rights where that is allowed:
 * of a user's own token always, of a group's only for an admin.
 * @see https://jfrog.com/help/r/jfrog-rest-apis/create-scoped-token
 */
export const jfrogSignIn: SignIn = {
  type: "jfrog",
  coversHost: true,
  open: async ({ credential }) => {
    const opened = openStoredPair(credential);
    return opened.ok ? { ...opened, overPrivileged: excessOf(credential.secret) } : opened;
  },
  // Where the repository's key is in the path, scopes leave it out.
  scopeNames: (path, { method = "path" }) =>
    method === "path" && path.includes("/") ? [path.slice(path.indexOf("/") + 1)] : [],
  issue: mintAccessToken,
  tokenBesideStored: true,
  diagnose,
  texts: {
    "AUTH-REJECTED": findingText("bad_credential", "failing", {
      symptom: (n) => `Artifactory rejected the user name or token${said(n)}`,
      causes: (n) => [
        "The token is wrong, revoked or expired.",
        `It belongs to another user than \`${n.username ?? ""}\`: Artifactory compares the two.`,
      ],
      remedies: () => [
        "Compare the user name with the token's subject.",
        "Create a new token and replace the stored one.",
      ],
    }),
    DENIED: findingText("denied_or_missing", "failing", {
      symptom: (n) => `Signed in, but \`${n.path}\` can't be read${said(n)}`,
      causes: (n) => [
        `\`${n.username ?? "The token"}\` and its groups have no **Read** permission on the repository.`,
        "There is no Docker repository with this key.",
      ],
      remedies: (n) => [
        `Check the repository key in \`${n.host}/${n.path}\`.`,
        "Add a permission target with **Read** on the repository for the user or a group of it.",
      ],
    }),
    REDIRECT: findingText("not_a_registry", "trouble", {
      symptom: (n) => `\`${n.host}\` redirects to a sign-in page instead of answering.`,
      causes: () => [
        "The repository key is missing or wrong, so Artifactory shows its user interface.",
        "Single sign-on stands in front of Artifactory.",
      ],
      remedies: () => [
        "Compare the image with **Set Me Up** of the repository: the key stands behind the host, in the host, or in the port.",
        "Let clients with a token past the single sign-on.",
      ],
    }),
    "NOT-REGISTRY": findingText("not_a_registry", "trouble", {
      symptom: (n) => `\`${n.target}\` answered, but without a registry API.`,
      causes: () => [
        "The repository key is missing or wrong, or the access method is another one.",
        "The host isn't that of Artifactory.",
      ],
      remedies: () => [
        "Compare the image with **Set Me Up** of the repository.",
        "Ask your Artifactory admin for the Docker access method.",
      ],
    }),
  },
};

/** What the token says of itself; group rights can't be read from it. */
function excessOf(secret: string): string | undefined {
  const scope = readJfrogToken(secret)?.scope ?? "";
  if (isAdmin(scope)) return "This is an admin token: it can change everything in Artifactory.";
  return /(?:^|[\s,])applied-permissions\/user(?:$|[\s,])/.test(scope)
    ? "The token may do whatever its user may; one for a group that can only read is enough."
    : undefined;
}

/**
 * Makes an access token for the same user with the very scope of the stored one, for an hour at most.
 * A scope that can't be read could only be widened, and an admin's is never multiplied: there the
 * stored pair is all there is. Null where Artifactory can't be asked at the moment.
 * @see https://docs.jfrog.com/administration/reference/createtoken
 */
async function mintAccessToken(context: IssueContext): Promise<PullCredential | null> {
  const opened = await context.pair();
  if (opened === null) return null;
  const { username, secret } = opened.pair;
  const stored = { kind: "pair", username, secret, stored: true, expiresAt: null } as const;
  const token = readJfrogToken(secret);
  const host = context.credential.settings?.["host"] ?? "";
  if (token === null || token.scope === "" || isAdmin(token.scope)) return stored;
  if (!/^[a-z0-9.-]+(?::\d{1,5})?$/.test(host)) return stored;
  const left = token.expiresAt === null ? Infinity : (token.expiresAt - context.nowMs) / 1000;
  const seconds = Math.floor(Math.min(mintedSeconds, left));
  if (seconds < 60) return stored;
  const sent = await context.send({
    method: "POST",
    url: `${context.scheme}://${host}/access/api/v1/tokens`,
    bodyBytesMax: 64 * 1024,
    headers: { accept: "application/json", "content-type": "application/json" },
    authorization: { scheme: "bearer", value: `Bearer ${secret}` },
    body: JSON.stringify({
      grant_type: "client_credentials",
      username,
      scope: token.scope,
      expires_in: seconds,
      description: "Berth: one pull",
    }),
  });
  // Trouble says nothing of what there is to be had: the stored one leaves only where nothing shorter exists. An
  // Artifactory that workers reach by another host may be out of this server's reach for good.
  if (!sent.ok) return sent.stop !== null || host === context.host ? null : stored;
  if (isPassingStatus(sent.answer.status)) return null;
  if (sent.answer.status !== 200) return stored;
  const json = parseJson(new TextDecoder().decode(sent.response.body));
  const minted = json.ok ? (textField(json.value, "access_token") ?? "") : "";
  const life = lifeOf(json.ok ? field(json.value, "expires_in") : undefined, minted);
  const scope = json.ok ? textField(json.value, "scope") : undefined;
  context.hide(minted);
  // Anything else could split the header it is about to be put into.
  if (!/^[\x21-\x7e]{1,16384}$/.test(minted) || life === null) return stored;
  if (scope !== token.scope || life > seconds) return stored;
  const expiresAt = context.nowMs + life * 1000;
  return {
    kind: "pair",
    username,
    secret: minted,
    stored: false,
    scope: shown(scope),
    expiresAt,
  };
}

/**
 * Seconds; null where it never ends, or doesn't say. The answer may leave it out, or have it as a text.
 * @see https://jfrog.com/help/r/jfrog-rest-apis/create-token-api-examples
 */
function lifeOf(stated: unknown, minted: string): number | null {
  const seconds = typeof stated === "string" && /^\d{1,9}$/.test(stated) ? Number(stated) : stated;
  if (typeof seconds === "number") return seconds > 0 ? seconds : null;
  const { lifetimeMs = null } = readTokenClaims(minted) ?? {};
  return lifetimeMs !== null && lifetimeMs > 0 ? lifetimeMs / 1000 : null;
}

/** A token may name a hundred groups. */
function shown(scope: string): string {
  const plain = scope.replace(/\p{C}/gu, "");
  return plain.length <= 255 ? plain : `${plain.slice(0, 254)}…`;
}

function diagnose(trace: CheckTrace): Finding | null {
  const exchange = decisiveExchange(trace);
  const answer = exchange?.answer;
  if (exchange === null || answer === undefined || trace.stop !== null) return null;
  const signedIn = exchange.authorization !== "none" && exchange.purpose === "get";
  if (!signedIn || trace.control === "public") return null;
  if (answer.status === 401 && says(answer, /does not have permission/i)) {
    return { code: "DENIED", confidence: "one-of-two" };
  }
  return answer.status === 404 && says(answer, /named manifest is not known/i)
    ? {
        code: "TAG-MISSING",
        confidence: (trace.nearTags ?? []).length > 0 ? "certain" : "one-of-two",
      }
    : null;
}

function isAdmin(scope: string): boolean {
  return /(?:^|[\s,])applied-permissions\/admin(?:$|[\s,])/.test(scope);
}
