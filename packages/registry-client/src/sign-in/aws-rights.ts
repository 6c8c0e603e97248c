import { listInWords } from "@berth/image-pattern";
import type { EcrHost } from "@berth/registry-catalog";
import { callerArn, principalArn } from "./aws-caller.ts";
import { postForm, xmlOf } from "./aws-form.ts";
import { assumeRole } from "./aws-role.ts";
import type { AwsKeys } from "./aws-signature.ts";
import type { Reviewed, SignInContext } from "./sign-in.ts";

export type ToReview = {
  place: EcrHost;
  path: string;
  keys: AwsKeys;
  /** The role that was assumed, and the keys that did it. */
  role: { arn: string; own: AwsKeys } | null;
};

/**
 * Whose keys these are, and whether they can do more than pull, as far as AWS tells without anything being
 * changed. A policy that pulls and nothing else also keeps the second question from being answered.
 */
export async function reviewRights(
  context: Pick<SignInContext, "send" | "hide" | "nowMs">,
  { place, path, keys, role }: ToReview,
): Promise<Reviewed> {
  const { send, nowMs } = context;
  const arn = await callerArn(send, place, keys, nowMs);
  // Where this fails the rest would only wait for the same firewall.
  if (arn === null) return { identity: null, overPrivileged: null };
  const identity = `AWS knows this identity as \`${arn}\`.`;
  if (arn.endsWith(":root")) return { identity, overPrivileged: rootKey };
  if (role !== null) {
    const open = await assumeRole(context, place, role.own, { arn: role.arn, externalId: null });
    if (open !== null) return { identity, overPrivileged: withoutExternalId };
  }
  const principal = role?.arn ?? principalArn(arn);
  const more = await allowedBeyondPull(send, nowMs, { place, path, keys, principal });
  const overPrivileged =
    more.length === 0
      ? null
      : `The identity's policy also allows ${listInWords(more.map((action) => `\`${action}\``))} on \`${path}\`; pulling is enough.`;
  return { identity, overPrivileged };
}

const rootKey =
  "This is a key of the account's root user, which may do everything. Delete it, and make a key for a user that may only pull.";
const withoutExternalId =
  "The role can be assumed without the external id, so every organization on this server could use it. Add the condition of step 2 to its trust policy.";

const beyondPull = ["ecr:PutImage", "ecr:BatchDeleteImage"];

/**
 * Asks IAM what the identity's policies say. Only an identity that may ask, such as an administrator, is
 * answered; every other one is refused, and nothing is learned.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
async function allowedBeyondPull(
  send: SignInContext["send"],
  nowMs: number,
  asked: Omit<ToReview, "role"> & { principal: string },
): Promise<string[]> {
  const { place, path, keys, principal } = asked;
  const iam = iamOf.get(place.partition.id);
  if (iam === undefined) return [];
  const actions = beyondPull.map((action, at) => [`ActionNames.member.${at + 1}`, action]);
  const repository = `arn:${place.partition.id}:ecr:${place.region}:${place.accountId}:repository/${path}`;
  const sent = await postForm(send, {
    service: "iam",
    region: iam.region,
    host: iam.host,
    keys,
    nowMs,
    form: {
      Action: "SimulatePrincipalPolicy",
      Version: "2010-05-08",
      PolicySourceArn: principal,
      ...(Object.fromEntries(actions) as Record<string, string>),
      "ResourceArns.member.1": repository,
    },
  });
  const results = (xmlOf(sent) ?? "").split("<EvalActionName>").slice(1);
  return beyondPull.filter((action) =>
    results.some(
      (result) =>
        result.startsWith(`${action}<`) && result.includes("<EvalDecision>allowed</EvalDecision>"),
    ),
  );
}

/** IAM has one address in each part of AWS; those of the isolated parts are not known here. */
const iamOf: ReadonlyMap<string, { host: string; region: string }> = new Map([
  ["aws", { host: "iam.amazonaws.com", region: "us-east-1" }],
  ["aws-cn", { host: "iam.cn-north-1.amazonaws.com.cn", region: "cn-north-1" }],
  ["aws-us-gov", { host: "iam.us-gov.amazonaws.com", region: "us-gov-west-1" }],
]);
