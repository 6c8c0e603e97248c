import { cloudOf } from "@berth/registry-catalog";
import type { CheckTrace } from "../check-event.ts";
import { says } from "../diagnosis/answer-words.ts";
import { classify } from "../diagnosis/classify.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import type { Finding } from "../diagnosis/finding.ts";
import type { PullCredential } from "../pull-credential.ts";
import { parseJson, textField } from "../json.ts";
import { azureTexts } from "./azure-texts.ts";
import type { IssueContext, SignIn, SignInContext } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";

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
  diagnose,
  texts: azureTexts,
};

/** Entra tells wrong, expired and unknown apart. Its host is a constant; only a GUID goes into the path. */
async function askEntra({ credential, host, send, hide }: SignInContext): Promise<void> {
  const { tenantId = "", credential: kind } = credential.settings ?? {};
  if (kind !== "service-principal" || !isGuid(tenantId)) return;
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
  if (!sent.ok) return;
  const json = parseJson(new TextDecoder().decode(sent.response.body));
  const token = json.ok ? textField(json.value, "access_token") : undefined;
  if (token !== undefined) hide(token);
}

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
  if (exchange.purpose === "investigation") {
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
  ["90002", "AZ-TENANT"],
]);

function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
