import type { Context } from "hono";
import type { FakeEnv } from "../../server/fake-env.ts";
import { apiError, requestId } from "./errors.ts";
import { fakeAccountId, type Principal, type Principals } from "./principals.ts";
import { verifySignature } from "./signature.ts";

export const tokenTarget = "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken";
const lifetimeMs = 12 * 3_600_000;

/** Sells the password of one region. */
export type PasswordStore = { issue: (owner: Principal, region: string, until: number) => string };

/** `GetAuthorizationToken`, with the signature verified. */
export async function answerEcrApi(
  c: Context<FakeEnv>,
  parts: { principals: Principals; passwords: PasswordStore; region: string | null },
): Promise<Response> {
  const body = await c.req.text();
  const url = new URL(c.req.url);
  const nowMs = Date.now();
  const { principals, passwords } = parts;
  const verdict = verifySignature(
    { method: "POST", path: url.pathname, query: url.search, headers: c.req.header(), body },
    { service: "ecr", region: parts.region, nowMs },
    (keyId) => principals.signer(keyId),
  );
  if (!verdict.ok) return apiError(400, types[verdict.problem], verdict.message);
  const owner = principals.owner(verdict.keyId, nowMs);
  if (owner === null) {
    return apiError(
      400,
      "ExpiredTokenException",
      "The security token included in the request is expired",
    );
  }
  const json = c.req.header("content-type") === "application/x-amz-json-1.1";
  if (c.req.header("x-amz-target") !== tokenTarget || !json) {
    return apiError(400, "UnknownOperationException", "");
  }
  if (!/^\s*\{.*\}\s*$/s.test(body)) return apiError(400, "SerializationException", "");
  if (owner.account.lacks?.includes("ecr:GetAuthorizationToken") === true) {
    return apiError(400, "AccessDeniedException", mayNotSignIn(owner.arn));
  }
  const { region } = verdict;
  const until = nowMs + lifetimeMs;
  const password = passwords.issue(owner, region, until);
  const data = {
    authorizationToken: Buffer.from(`AWS:${password}`).toString("base64"),
    expiresAt: until / 1000,
    proxyEndpoint: `https://${fakeAccountId}.dkr.ecr.${region}.amazonaws.com`,
  };
  return new Response(JSON.stringify({ authorizationData: [data] }), {
    headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": requestId },
  });
}

export function mayNotSignIn(arn: string): string {
  return `User: ${arn} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`;
}

const types = {
  missing: "MissingAuthenticationTokenException",
  "unknown-key": "UnrecognizedClientException",
  "bad-token": "UnrecognizedClientException",
  mismatch: "InvalidSignatureException",
  scope: "InvalidSignatureException",
  expired: "InvalidSignatureException",
} as const;
