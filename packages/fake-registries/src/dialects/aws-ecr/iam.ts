import type { Context } from "hono";
import type { FakeEnv } from "../../server/fake-env.ts";
import { requestId, stsError, xml } from "./errors.ts";
import type { Principals } from "./principals.ts";
import { formOf } from "../../server/read-form.ts";
import { verifySignature } from "./signature.ts";
import { codes } from "./sts.ts";

/**
 * `SimulatePrincipalPolicy`, for those who may push: they stand for administrators here, and everybody else
 * may not ask. IAM is one for all regions and signed for the first of them.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export async function answerIam(c: Context<FakeEnv>, principals: Principals): Promise<Response> {
  const body = await c.req.text();
  const url = new URL(c.req.url);
  const nowMs = Date.now();
  const verdict = verifySignature(
    { method: "POST", path: url.pathname, query: url.search, headers: c.req.header(), body },
    { service: "iam", region: "us-east-1", nowMs },
    (keyId) => principals.signer(keyId),
  );
  if (!verdict.ok) return stsError(403, codes[verdict.problem], verdict.message);
  const caller = principals.owner(verdict.keyId, nowMs);
  const form = formOf(c, body);
  const source = form.get("PolicySourceArn") ?? "";
  if (form.get("Action") !== "SimulatePrincipalPolicy" || form.get("Version") !== "2010-05-08") {
    return stsError(400, "InvalidAction", "Could not find operation");
  }
  if (caller?.account.push !== true) {
    const message = `User: ${caller?.arn} is not authorized to perform: iam:SimulatePrincipalPolicy on resource: ${source} because no identity-based policy allows the iam:SimulatePrincipalPolicy action`;
    return stsError(403, "AccessDenied", message);
  }
  const actions = [...form].flatMap(([name, value]) =>
    /^ActionNames[.]member[.]\d+$/.test(name) ? [value] : [],
  );
  const members = actions
    .map((action) => {
      const decision = action.startsWith("ecr:") ? "allowed" : "implicitDeny";
      return `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>${form.get("ResourceArns.member.1")}</EvalResourceName><EvalDecision>${decision}</EvalDecision></member>`;
    })
    .join("");
  return xml(
    `<SimulatePrincipalPolicyResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults>${members}</EvaluationResults></SimulatePrincipalPolicyResult><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></SimulatePrincipalPolicyResponse>`,
  );
}
