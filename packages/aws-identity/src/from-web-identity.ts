import { partitionOfRegion, stsHost } from "@berth/registry-catalog";
import { variable } from "./environment.ts";
import { none, type Identity, type NoIdentity } from "./identity.ts";
import type { Machine } from "./machine.ts";

/**
 * Keys for the token that Kubernetes puts into a pod (IAM roles for service accounts); null where there is
 * none. The token goes to the STS of AWS alone.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function fromWebIdentity({
  environment,
  readText,
  askSts,
}: Machine): Promise<Identity | NoIdentity | null> {
  const file = variable(environment, "AWS_WEB_IDENTITY_TOKEN_FILE");
  const roleArn = variable(environment, "AWS_ROLE_ARN");
  if (file === "" || roleArn === "") return null;
  const token = (await readText(file))?.trim() ?? "";
  if (token === "") return none("The file that AWS_WEB_IDENTITY_TOKEN_FILE names can't be read.");
  const body = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: roleArn,
    RoleSessionName: variable(environment, "AWS_ROLE_SESSION_NAME") || "berth",
    WebIdentityToken: token,
  }).toString();
  const answer = await askSts({
    method: "POST",
    url: `https://${hostFor(environment)}/`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });
  if (answer === null) return none("STS didn't answer when it was asked for the pod's role.");
  if (answer.status !== 200) {
    const code = element(answer.text, "Code").slice(0, 60);
    return none(`STS gave no keys for the pod's role: ${code === "" ? answer.status : code}.`);
  }
  const accessKeyId = element(answer.text, "AccessKeyId");
  const secretAccessKey = element(answer.text, "SecretAccessKey");
  const sessionToken = element(answer.text, "SessionToken");
  const expiresAt = Date.parse(element(answer.text, "Expiration"));
  if (accessKeyId === "" || secretAccessKey === "" || sessionToken === "" || !(expiresAt > 0)) {
    return none("STS answered without usable keys.");
  }
  const keys = { accessKeyId, secretAccessKey, sessionToken };
  return { ok: true, source: "web-identity", keys, expiresAt };
}

/** Without a region the oldest one answers for all of AWS's usual partition. */
function hostFor(environment: Machine["environment"]): string {
  const region = variable(environment, "AWS_REGION") || variable(environment, "AWS_DEFAULT_REGION");
  const partition = partitionOfRegion(region);
  return partition === null ? "sts.amazonaws.com" : stsHost({ region, partition });
}

/** Keys, tokens and instants need no unescaping: none holds `&` or `<`. */
function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<&\\s]{1,8192})</${name}>`).exec(xml)?.[1] ?? "";
}
