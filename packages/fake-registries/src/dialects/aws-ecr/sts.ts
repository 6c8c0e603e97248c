import type { Context } from "hono";
import type { FakeEnv } from "../../server/fake-env.ts";
import { requestId, stsError, xml } from "./errors.ts";
import { fakeAccountId, type Principals } from "./principals.ts";
import { formOf } from "../../server/read-form.ts";
import { verifySignature } from "./signature.ts";

/**
 * `AssumeRole` and `GetCallerIdentity`. A role that doesn't exist, doesn't trust the caller or wants
 * another external id is refused in the same words.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function answerSts(
  c: Context<FakeEnv>,
  principals: Principals,
  region: string | null,
): Promise<Response> {
  const body = await c.req.text();
  const url = new URL(c.req.url);
  const nowMs = Date.now();
  const form = formOf(c, body);
  if (form.get("Version") !== "2011-06-15") {
    return stsError(
      400,
      "InvalidAction",
      "Could not find operation for version NO_VERSION_SPECIFIED",
    );
  }
  if (form.get("Action") === "AssumeRoleWithWebIdentity")
    return answerWebIdentity(form, principals);
  const verdict = verifySignature(
    { method: "POST", path: url.pathname, query: url.search, headers: c.req.header(), body },
    { service: "sts", region, nowMs },
    (keyId) => principals.signer(keyId),
  );
  if (!verdict.ok) return stsError(403, codes[verdict.problem], verdict.message);
  const caller = principals.owner(verdict.keyId, nowMs);
  if (caller === null) {
    return stsError(403, "ExpiredToken", "The security token included in the request is expired");
  }
  if (form.get("Action") === "GetCallerIdentity") {
    return xml(
      `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${caller.arn}</Arn><UserId>AIDAFAKE</UserId><Account>${fakeAccountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  }
  if (form.get("Action") !== "AssumeRole") {
    return stsError(400, "InvalidAction", "Could not find operation");
  }
  const arn = form.get("RoleArn") ?? "";
  const seconds = Number(form.get("DurationSeconds") ?? "3600");
  if (!(seconds >= 900 && seconds <= 43_200)) {
    return stsError(400, "ValidationError", "DurationSeconds must be between 900 and 43200");
  }
  const session = form.get("RoleSessionName") ?? "";
  const external = form.get("ExternalId");
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  if (
    !/^[\w+=,.@-]{2,64}$/.test(session) ||
    (external !== null && !/^[\w+=,.@:/-]{2,1224}$/.test(external))
  ) {
    return stsError(400, "ValidationError", "1 validation error detected");
  }
  if (seconds > 3600) {
    return stsError(
      400,
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  }
  const role = principals.role(arn, external ?? "");
  if (role === null) return stsError(403, "AccessDenied", mayNotAssume(caller.arn, arn));
  return sessionAnswer(
    "AssumeRole",
    principals.startSession(role, session, nowMs, seconds),
    session,
  );
}

/** Unsigned: the token of the pod is what proves who asks. */
function answerWebIdentity(form: URLSearchParams, principals: Principals): Response {
  if (form.get("WebIdentityToken") !== webIdentityToken) {
    return stsError(
      400,
      "InvalidIdentityToken",
      "The web identity token that was passed is invalid",
    );
  }
  const role = principals.machineRole();
  const arn = form.get("RoleArn") ?? "";
  if (role?.username !== arn) {
    return stsError(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  const name = form.get("RoleSessionName") ?? "";
  const session = principals.startSession(role, name, Date.now(), 3600);
  return sessionAnswer("AssumeRoleWithWebIdentity", session, name);
}

/** The token of a pod that the fake trusts. */
export const webIdentityToken = "fake-web-identity-token";

function sessionAnswer(
  action: string,
  session: ReturnType<Principals["startSession"]>,
  name: string,
): Response {
  const until = new Date(session.expiresAt).toISOString().replace(/\.\d{3}/, "");
  return xml(
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><AssumedRoleUser><AssumedRoleId>AROAFAKE:${name}</AssumedRoleId><Arn>${session.principal.arn}</Arn></AssumedRoleUser><Credentials><AccessKeyId>${session.keyId}</AccessKeyId><SecretAccessKey>${session.secret}</SecretAccessKey><SessionToken>${session.sessionToken ?? ""}</SessionToken><Expiration>${until}</Expiration></Credentials></${action}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`,
  );
}

export function mayNotAssume(caller: string, role: string): string {
  return `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`;
}

export const codes = {
  missing: "MissingAuthenticationToken",
  "unknown-key": "InvalidClientTokenId",
  "bad-token": "InvalidClientTokenId",
  mismatch: "SignatureDoesNotMatch",
  scope: "SignatureDoesNotMatch",
  expired: "SignatureDoesNotMatch",
} as const;
