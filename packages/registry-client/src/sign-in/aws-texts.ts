import { skewInWords } from "../diagnosis/clock-skew.ts";
import { findingText, said, tagsThere } from "../diagnosis/finding-text.ts";
import type { FindingText } from "../diagnosis/finding.ts";
import type { Names } from "../diagnosis/names.ts";

/** An explicit deny, or a policy above the identity's own: no statement added there helps. */
const forbidden = {
  causes: () => [
    "A policy forbids it: the organization's, the VPC endpoint's, the repository's, or a boundary around the identity.",
  ],
  remedies: () => [
    "Look for the kind of policy that the answer names; allowing more in another one doesn't help.",
    "Ask who runs the AWS organization or the network for an exception.",
  ],
};

/** The sentences of what only AWS says. */
export const awsTexts: Readonly<Record<string, FindingText>> = {
  "AWS-KEY": findingText("bad_credential", "failing", {
    symptom: (n) => `AWS doesn't know this key${said(n)}`,
    causes: () => [
      "The access key was deleted or deactivated.",
      "It belongs to another part of AWS, such as China or GovCloud.",
    ],
    remedies: (n) => [
      `Look for \`${n.username ?? ""}\` in IAM, on the user's **Security credentials** page.`,
      "Activate it again, or create a new key and replace both fields.",
    ],
  }),
  "AWS-SIGN": findingText("bad_credential", "failing", {
    symptom: (n) => `AWS couldn't verify the signature${said(n)}`,
    causes: (n) => [
      `The secret access key isn't the one of \`${n.username ?? ""}\`.${clockSaid(n)}`,
    ],
    remedies: () => [
      "Paste the secret access key again, or create a new key and replace both fields.",
    ],
  }),
  "AWS-CLOCK": findingText("registry_trouble", "trouble", {
    symptom: (n) => `AWS refused the signature because of its time${said(n)}`,
    causes: (n) => [
      `The clock of ${n.asker} is ${skewSaid(n)}, and AWS allows no more than 5 min.`,
    ],
    remedies: (n) => [`Set the clock of ${n.asker}; the credential is not to blame.`],
  }),
  "AWS-SESSION": findingText("expired", "failing", {
    symptom: (n) => `The temporary keys have expired${said(n)}`,
    remedies: () => ["Run the check again; if it stays, look at the role of this server."],
  }),
  "AWS-POLICY": findingText("denied_or_missing", "failing", {
    symptom: (n) => `The key works, but may not call GetAuthorizationToken${said(n)}`,
    causes: () => ["The policy lacks the statement."],
    remedies: () => [
      "Allow `ecr:GetAuthorizationToken` on `*`, as in the policy of step 2. AWS knows no narrower resource for it.",
    ],
  }),
  "AWS-ROLE": findingText("bad_credential", "failing", {
    symptom: (n) => `The role can't be assumed${said(n)}`,
    causes: () => [
      "Its trust policy doesn't name this server's identity together with the external id.",
      "The role doesn't exist: AWS answers the same.",
    ],
    remedies: (n) => [
      `Compare \`${n.username ?? ""}\` with the role's ARN.`,
      "Compare the trust policy with the one of step 2; the external id must be exactly the same.",
    ],
  }),
  "AWS-STS-REGION": findingText("denied_or_missing", "failing", {
    symptom: (n) => `AWS issues no sessions of the role in this region${said(n)}`,
    causes: () => ["The account of this server has switched STS off there."],
    remedies: () => [
      "Activate the region under **Security Token Service (STS)** on IAM's **Account settings** page.",
      "Or sign in with an access key.",
    ],
  }),
  "AWS-DENIED": findingText("denied_or_missing", "failing", {
    symptom: (n) => `AWS forbids the sign-in, whatever the key's own policy allows${said(n)}`,
    ...forbidden,
  }),
  "AWS-PULL-DENIED": findingText("denied_or_missing", "failing", {
    ofOneRepository: true,
    symptom: (n) => `Signed in, but AWS forbids pulling from \`${n.path}\`${said(n)}`,
    ...forbidden,
  }),
  "AWS-ROLE-OFF": findingText("policy", "trouble", {
    symptom: () => "This server's own AWS role may not be used; nothing was sent.",
    causes: () => ["The operator hasn't allowed it, or the server has no role."],
    remedies: () => [
      "Ask the operator to set `BERTH_AWS_INSTANCE_ROLE=allow`.",
      "Or sign in with an access key.",
    ],
  }),
  "AWS-ROLE-NEEDED": findingText("policy", "trouble", {
    symptom: () =>
      "This server may use its own AWS role only to take on a role of yours, and none is named; nothing was sent.",
    remedies: () => [
      "Create a role that trusts this server, as step 2 shows, and enter its ARN.",
      "Or sign in with an access key.",
    ],
  }),
  "AWS-NO-IDENTITY": findingText("policy", "trouble", {
    symptom: (n) => `No AWS identity was found where this ran. ${n.message}`,
    causes: () => ["The machine has no role, or its metadata service can't be reached from here."],
    remedies: () => [
      "Give the machine a role: an instance profile on EC2, a task role on ECS, a service account on EKS.",
      "Or sign in with an access key.",
    ],
  }),
  "AWS-WORKER": findingText("unclassified", "none", {
    symptom: () => "Only a worker can check this registry: it signs in with the worker's own role.",
    remedies: (n) => [`Run \`berth-worker check ${n.image}\` on a worker that has the role.`],
  }),
  "AWS-ENDPOINT": findingText("policy", "trouble", {
    symptom: (n) => `${n.message} It was thrown away.`,
    causes: () => ["Something between Berth and AWS changes answers."],
    remedies: (n) => [`Look at proxies between ${n.asker} and AWS.`],
  }),
  "AWS-ACCOUNT": findingText("denied_or_missing", "failing", {
    symptom: (n) => n.message,
    causes: () => ["The registry is in another account than the identity that pulls."],
    remedies: () => [
      "If that is intended, say so in step 2 and enter the account of the identity.",
      "Otherwise use a key of the account that owns the registry.",
    ],
  }),
  "AWS-PULL": findingText("denied_or_missing", "failing", {
    ofOneRepository: true,
    symptom: (n) => `Signed in, but no right to pull from \`${n.path}\`${said(n)}`,
    causes: () => ["The identity's policy doesn't allow it."],
    remedies: (n) => [
      `Allow \`ecr:BatchGetImage\` and \`ecr:GetDownloadUrlForLayer\` on \`${n.path}\`, as in the policy of step 2.`,
      "If the repository is in another account, its own policy must allow the same.",
    ],
  }),
  "AWS-REPO-POLICY": findingText("denied_or_missing", "failing", {
    ofOneRepository: true,
    symptom: (n) => `Signed in, but \`${n.path}\` doesn't let this identity in${said(n)}`,
    causes: () => [
      "The repository is in another account, and its own policy doesn't name the identity.",
    ],
    remedies: () => ["Add the repository policy of step 2 to the repository."],
  }),
  "NAME-MISSING": findingText("denied_or_missing", "none", {
    symptom: (n) => `There is no repository \`${n.path}\` in that account and region${said(n)}`,
    remedies: (n) => [
      `Check the spelling of \`${n.path}\`, and account and region in \`${n.host}\`.`,
      "Check that the repository was created there.",
    ],
  }),
  "TAG-MISSING": findingText("authenticated_but_not_found", "none", {
    symptom: (n) =>
      `The credential can read \`${n.path}\`, but there is no \`${n.reference}\` in it.`,
    causes: () => ["The tag is misspelled, was never pushed, or a lifecycle rule removed it."],
    remedies: (n) => [
      ...tagsThere(n),
      `Check the spelling of \`${n.reference}\`.`,
      "Push it, or run the check with a tag that exists.",
    ],
  }),
  "TOKEN-UNUSABLE": findingText("registry_trouble", "trouble", {
    symptom: () => "The ECR API answered, but without a usable password.",
    causes: () => ["Something other than AWS answers at that address."],
    remedies: (n) => [
      `Look at proxies between ${n.asker} and AWS; the trace shows what came back.`,
    ],
  }),
};

/** Everybody suspects the clock where a signature fails, so it is said how right it is. */
function clockSaid({ asker, clockSkewSeconds: seconds }: Names): string {
  if (seconds === null) return "";
  const words = Math.abs(seconds) < 2 ? "agrees with" : `is ${skewInWords(seconds)} of`;
  return ` The clock is not to blame: that of ${asker} ${words} AWS's.`;
}

/** AWS names both times in its refusal: that of the signature, and behind it in brackets its own. */
function skewSaid({ said: text, clockSkewSeconds }: Names): string {
  const [, signed, own] = /(\d{8}T\d{6}Z)\D.*\((\d{8}T\d{6}Z) [-+]/.exec(text) ?? [];
  const seconds = (instantOf(signed) - instantOf(own)) / 1000;
  if (!Number.isNaN(seconds)) return skewInWords(seconds);
  return clockSkewSeconds === null ? "wrong" : skewInWords(clockSkewSeconds);
}

function instantOf(stamp = ""): number {
  return Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5"));
}
