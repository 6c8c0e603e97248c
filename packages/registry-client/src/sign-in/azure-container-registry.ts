import { cloudOf } from "@berth/registry-catalog";
import type { CheckTrace } from "../check-event.ts";
import { isWebPage, says } from "../diagnosis/answer-words.ts";
import { classify } from "../diagnosis/classify.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import type { Finding } from "../diagnosis/finding.ts";
import type { PullCredential } from "../pull-credential.ts";
import { parseJson, textField } from "../json.ts";
import { isPassingStatus } from "../passing-status.ts";
import { azureTexts } from "./azure-texts.ts";
import type { IssueContext, SignIn, SignInContext } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";
import { readTokenClaims } from "../jwt.ts";

/** User name that goes with one of the registry's own tokens. */
const tokenUser = "00000000-0000-0000-0000-000000000000";

/**
 * Application and secret, or token name and password, go to the registry's own `/oauth2/token`. Where
 * it refuses them without saying why, Entra is asked.
 * @see https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md
 */
export const azureContainerRegistrySignIn: SignIn = {
  type: "azure-container-registry",
  open: async ({ credential }) => openStoredPair(credential),
  probesPush: "always",
  investigate: askEntra,
  issue: issueForOneRepository,
  issueForHost,
  diagnose,
  texts: azureTexts,
};

/** Entra tells wrong, expired and unknown apart. */
async function askEntra(context: SignInContext): Promise<void> {
  const tenantId = tenantOf(context);
  if (tenantId !== null) await buyEntraToken(context, tenantId);
}

/** Of a service principal whose tenant is known; null of everybody else. */
function tenantOf({ credential }: SignInContext): string | null {
  const { tenantId = "", credential: kind } = credential.settings ?? {};
  return kind === "service-principal" && isGuid(tenantId) ? tenantId : null;
}

/** Entra's host is a constant; only a GUID goes into the path. */
async function buyEntraToken(
  { credential, host, send, hide }: SignInContext,
  tenantId: string,
): Promise<string | null> {
  const form = new URLSearchParams();
  form.append("grant_type", "client_credentials");
  form.append("client_id", credential.username);
  form.append("client_secret", credential.secret);
  form.append("scope", "https://containerregistry.azure.net/.default");
  const sent = await send({
    method: "POST",
    url: `https://${cloudOf(host).authority}/${tenantId}/oauth2/v2.0/token`,
    bodyBytesMax: 64 * 1024,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  if (!sent.ok) return null;
  const token = tokenIn(sent.response.body, "access_token");
  if (token !== null) hide(token);
  return sent.answer.status === 200 ? token : null;
}

/** Anything but letters and signs could split the header it is about to be put into. */
function tokenIn(body: Uint8Array, name: string): string | null {
  const json = parseJson(new TextDecoder().decode(body));
  const token = json.ok ? textField(json.value, name) : undefined;
  return token !== undefined && /^[\x21-\x7e]{1,16384}$/.test(token) ? token : null;
}

/**
 * Clients that name no image get the registry's refresh token in place of the secret: it opens what the
 * application's role opens on this registry, and nothing elsewhere, for three hours. A repository-scoped
 * token, and an application whose tenant isn't known, can't be exchanged; there the stored pair is all there is.
 */
async function issueForHost(context: IssueContext): Promise<PullCredential | null> {
  const tenantId = tenantOf(context);
  if (tenantId === null) {
    const opened = await context.pair();
    if (opened === null) return null;
    const { username, secret } = opened.pair;
    return { kind: "pair", username, secret, stored: true, expiresAt: null };
  }
  const { scheme, host, nowMs, send, hide } = context;
  const entraToken = await buyEntraToken(context, tenantId);
  if (entraToken === null) return null;
  const form = new URLSearchParams();
  form.append("grant_type", "access_token");
  form.append("service", host);
  form.append("tenant", tenantId);
  form.append("access_token", entraToken);
  const sent = await send({
    method: "POST",
    url: `${scheme}://${host}/oauth2/exchange`,
    bodyBytesMax: 64 * 1024,
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  if (!sent.ok || sent.answer.status !== 200) return null;
  const token = tokenIn(sent.response.body, "refresh_token");
  if (token === null) return null;
  hide(token);
  const life = Math.min(readTokenClaims(token)?.lifetimeMs ?? unknownLifeMs, refreshLifeMs);
  const scope = `everything this application's role allows on ${host}`;
  const expiresAt = nowMs + Math.max(life, 0);
  return { kind: "pair", username: tokenUser, secret: token, stored: false, scope, expiresAt };
}

const refreshLifeMs = 3 * 3_600_000;
/** Of a token that doesn't say when it ends. */
const unknownLifeMs = 5 * 60_000;

/** Clients take the registry's token for one repository as a password, so it fits every carrier. */
async function issueForOneRepository({
  registryCredential,
}: IssueContext): Promise<PullCredential | null> {
  const given = await registryCredential();
  if (given?.kind !== "token") return given;
  const { token, scope, expiresAt } = given;
  return { kind: "pair", username: tokenUser, secret: token, stored: false, scope, expiresAt };
}

function diagnose(trace: CheckTrace): Finding | null {
  const exchange = decisiveExchange(trace);
  const answer = exchange?.answer;
  if (exchange === null || answer === undefined || trace.stop !== null) return null;
  if (trace.control === "public" || trace.username === null) return null;
  if (exchange.purpose === "sign-in" && exchange.url.endsWith("/oauth2/exchange")) {
    if (answer.status === 200) return { code: "TOKEN-UNUSABLE", confidence: "certain" };
    return answer.status === 400 || answer.status === 401
      ? { code: "AZ-ELSEWHERE", confidence: "one-of-two" }
      : null;
  }
  if (exchange.purpose === "sign-in" && answer.status === 200) {
    return { code: "TOKEN-UNUSABLE", confidence: "certain" };
  }
  if (exchange.purpose === "sign-in" && (isPassingStatus(answer.status) || isWebPage(answer))) {
    return null;
  }
  if (exchange.purpose === "sign-in" || exchange.purpose === "investigation") {
    const number = /AADSTS(\d+)/.exec(answer.error?.entries[0]?.message ?? "")?.[1];
    const code = answer.status === 200 ? "AZ-ELSEWHERE" : entraCodes.get(number ?? "");
    return code === undefined
      ? { code: "AUTH-REJECTED", confidence: "likely" }
      : { code, confidence: code === "AZ-ELSEWHERE" ? "one-of-two" : "certain" };
  }
  if (answer.status === 401 && says(answer, /client id must be guid/i)) {
    return { code: "AZ-USER", confidence: "certain" };
  }
  if (classify(trace).code !== "DENIED" || !isGuid(trace.username)) return null;
  return { code: "AZ-MODE", confidence: "one-of-two" };
}

// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
const entraCodes: ReadonlyMap<string, string> = new Map([
  ["7000215", "AZ-WRONG-SECRET"],
  ["7000222", "AZ-SECRET"],
  ["700016", "AZ-APP"],
  ["7000229", "AZ-APP"],
  ["90002", "AZ-TENANT"],
  ["7000112", "AZ-DISABLED"],
  ["53003", "AZ-ACCESS"],
]);

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
