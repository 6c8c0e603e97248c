import { stsHost, type EcrHost } from "@berth/registry-catalog";
import type { AwsKeys } from "./aws-signature.ts";
import { signPost } from "./aws-signature.ts";
import type { SignInContext } from "./sign-in.ts";

export type AssumedRole = { keys: AwsKeys; expiresAt: number };

const sessionSeconds = 3600;

/**
 * Assumes a role with the organization's own external id, at the regional STS of the partition.
 * Null where STS gave no session; the last exchange says why.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function assumeRole(
  { send, hide, nowMs }: SignInContext,
  place: EcrHost,
  own: AwsKeys,
  role: { arn: string; externalId: string },
): Promise<AssumedRole | null> {
  const form = new URLSearchParams();
  form.append("Action", "AssumeRole");
  form.append("Version", "2011-06-15");
  form.append("RoleArn", role.arn);
  form.append("RoleSessionName", "berth-pull");
  form.append("ExternalId", role.externalId);
  form.append("DurationSeconds", String(sessionSeconds));
  const body = form.toString();
  const host = stsHost(place);
  const signed = await signPost({
    service: "sts",
    region: place.region,
    host,
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body,
    keys: own,
    nowMs,
  });
  const sent = await send({
    method: "POST",
    url: `https://${host}/`,
    bodyBytesMax: 64 * 1024,
    headers: signed.headers,
    authorization: { scheme: "other", value: signed.authorization },
    body,
  });
  if (!sent.ok || sent.answer.status !== 200) return null;
  const xml = new TextDecoder().decode(sent.response.body);
  const accessKeyId = element(xml, "AccessKeyId");
  const secretAccessKey = element(xml, "SecretAccessKey");
  const sessionToken = element(xml, "SessionToken");
  const expiresAt = Date.parse(element(xml, "Expiration"));
  for (const secret of [secretAccessKey, sessionToken]) hide(secret);
  if (accessKeyId === "" || secretAccessKey === "" || sessionToken === "") return null;
  if (Number.isNaN(expiresAt)) return null;
  return { keys: { accessKeyId, secretAccessKey, sessionToken }, expiresAt };
}

/** Keys, tokens and instants need no unescaping: none holds `&` or `<`. */
function element(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<&\\s]{1,4096})</${name}>`).exec(xml)?.[1] ?? "";
}
