import { allRepositories, inWords } from "../../fields/narrowed.ts";
import { command, jsonFile, type Gaps } from "../../guide-template.ts";
import type { GuideBlock, GuideStep } from "../../guide.ts";
import type { GuideFacts } from "../../server-role.ts";
import { flagSetting, listSetting, textSetting, type Settings } from "../../values.ts";
import { partitionId, pullPolicy, repositoryPolicy, trustPolicy } from "./policy.ts";

const policyFile = "berth-ecr-pull.json";

export function ecrGuide(settings: Settings, facts: GuideFacts = {}): readonly GuideStep[] {
  return [
    { id: "where", title: "Where is it?", blocks: whereBlocks() },
    { id: "create", title: "Create access", blocks: createBlocks(settings, facts) },
    { id: "paste", title: "Paste access", blocks: pasteBlocks(settings) },
    { id: "check", title: "Check and save", blocks: checkBlocks(settings) },
  ];
}

function whereBlocks(): GuideBlock[] {
  return [
    {
      kind: "text",
      text: "Paste an image of the registry, or copy the **URI** that the ECR console shows beside a repository: it holds account and region.",
    },
  ];
}

function createBlocks(settings: Settings, facts: GuideFacts): GuideBlock[] {
  const gaps = gapsOf(settings, facts);
  const policy: GuideBlock = {
    kind: "file",
    file: jsonFile(policyFile, "The policy: pull, and nothing else", pullPolicy(settings), gaps),
  };
  const blocks = [...methodBlocks(settings, policy, gaps)];
  if (flagSetting(settings, "crossAccount")) blocks.push(...crossAccountBlocks(settings, gaps));
  const repositories = listSetting(settings, "repositories");
  blocks.push(
    repositories.length === 0
      ? {
          kind: "note",
          tone: "info",
          text: "The policy covers every repository of the account. Name repositories in step 1 to narrow it.",
        }
      : {
          kind: "note",
          tone: "info",
          text: `The policy covers ${inWords(repositories)} and no other repository.`,
          fix: allRepositories,
        },
  );
  blocks.push({
    kind: "note",
    tone: "info",
    text: "Images behind a pull-through cache also need `ecr:BatchImportUpstreamImage`, and `ecr:CreateRepository` for their first pull.",
  });
  return blocks;
}

function methodBlocks(settings: Settings, policy: GuideBlock, gaps: Gaps): GuideBlock[] {
  switch (textSetting(settings, "method")) {
    case "worker-role":
      return [
        {
          kind: "text",
          text: "Attach this policy to the role that your workers already have: the instance profile's role on EC2, the task role on ECS, the role of the pod on EKS.",
        },
        policy,
        {
          kind: "command",
          command: command(
            "Attach it",
            [
              `aws iam put-role-policy --role-name {roleName} --policy-name berth-ecr-pull --policy-document file://${policyFile}`,
            ],
            gaps,
          ),
        },
      ];
    case "server-role":
      return [
        {
          kind: "text",
          text: "Create a role that this server may assume, and attach the policy to it. The external id keeps other organizations on this server from using your role.",
        },
        policy,
        {
          kind: "file",
          file: jsonFile("berth-trust.json", "Who may assume the role", trustPolicy(), gaps),
        },
        {
          kind: "command",
          command: command(
            "Create the role",
            [
              "aws iam create-role --role-name berth-pull --assume-role-policy-document file://berth-trust.json",
              `aws iam put-role-policy --role-name berth-pull --policy-name berth-ecr-pull --policy-document file://${policyFile}`,
            ],
            gaps,
          ),
        },
        {
          kind: "text",
          text: "The first command prints the role's ARN as `Arn`; the next step asks for it.",
        },
        {
          kind: "note",
          tone: "info",
          text: "If the server's own role has a path, its ARN in the trust policy has it too: ask the operator for the whole ARN.",
        },
      ];
    default:
      return [
        {
          kind: "steps",
          items: [
            "In the AWS console open **IAM**, **Users**, **Create user**. Name it `berth-pull` and leave console access off.",
            "On the user choose **Add permissions**, **Create inline policy**, **JSON**, paste the policy below and name it `berth-ecr-pull`.",
            "On **Security credentials** choose **Create access key**, **Application running outside AWS**, and keep the page open: the secret is shown only once.",
          ],
        },
        policy,
        {
          kind: "command",
          command: command(
            "The same by command; the last one prints the key",
            [
              "aws iam create-user --user-name berth-pull",
              `aws iam put-user-policy --user-name berth-pull --policy-name berth-ecr-pull --policy-document file://${policyFile}`,
              "aws iam create-access-key --user-name berth-pull",
            ],
            gaps,
          ),
        },
        {
          kind: "link",
          label: "Open IAM in the AWS console",
          href: consoleHome[partitionId(settings)] ?? "https://console.aws.amazon.com/iam/",
        },
      ];
  }
}

const consoleHome: Readonly<Record<string, string>> = {
  aws: "https://console.aws.amazon.com/iam/",
  "aws-cn": "https://console.amazonaws.cn/iam/",
  "aws-us-gov": "https://console.amazonaws-us-gov.com/iam/",
};

function crossAccountBlocks(settings: Settings, gaps: Gaps): GuideBlock[] {
  const named = listSetting(settings, "repositories").filter((path) => !path.endsWith("/*"));
  const region = listSetting(settings, "regions")[0] ?? "";
  const lines = (named.length === 0 ? ["{repository}"] : named).map(
    (path) =>
      `aws ecr set-repository-policy --registry-id {account} --region {region} --repository-name ${path} --policy-text file://berth-repository.json`,
  );
  return [
    {
      kind: "text",
      text: "Across accounts both sides must agree: the identity's policy above, and this policy on each repository, set by the account that owns it.",
    },
    {
      kind: "file",
      file: jsonFile("berth-repository.json", "The repository's policy", repositoryPolicy(), gaps),
    },
    {
      kind: "command",
      command: command("Set it on each repository", lines, {
        ...gaps,
        region: { field: "regions", label: "region", value: region === "*" ? "" : region },
        repository: { field: "repositories", label: "repository", value: "" },
      }),
    },
  ];
}

function pasteBlocks(settings: Settings): GuideBlock[] {
  switch (textSetting(settings, "method")) {
    case "worker-role":
      return [
        {
          kind: "text",
          text: "There is nothing to paste: workers sign in with their own role, and nothing is stored. Every worker that pulls these images needs the role.",
        },
      ];
    case "server-role":
      return [
        {
          kind: "text",
          text: "Enter the ARN of the role that you made. There is no secret to paste, and nothing is stored.",
        },
      ];
    default:
      return [
        {
          kind: "mapping",
          rows: [
            {
              from: "**Access key** in the console, `AccessKeyId` in the command's answer",
              to: "Access key ID",
            },
            {
              from: "**Secret access key** in the console, `SecretAccessKey` in the command's answer",
              to: "Secret access key",
            },
          ],
        },
      ];
  }
}

function checkBlocks(settings: Settings): GuideBlock[] {
  const onWorker = textSetting(settings, "method") === "worker-role";
  return [
    ...(onWorker ? [checkedOnWorker] : []),
    {
      kind: "text",
      text: "The check gets a sign-in token from AWS and fetches the manifest of your test image. ECR lets anybody sign in; only the manifest proves access.",
    },
    {
      kind: "text",
      text: onWorker
        ? "ECR sign-in tokens last 12 hours; workers renew them. A token can't be narrowed or taken back: it reads whatever the role may read."
        : "ECR sign-in tokens last 12 hours; Berth renews them. A token can't be narrowed or taken back: it reads whatever its key or role may read.",
    },
  ];
}

const checkedOnWorker: GuideBlock = {
  kind: "text",
  text: "`berth-worker check` runs on a worker, with the worker's role and from its network, and tells Berth what it saw.",
};

function gapsOf(settings: Settings, facts: GuideFacts): Gaps {
  const text = (field: string, label: string) => ({
    field,
    label,
    value: textSetting(settings, field),
  });
  return {
    account: text("accountId", "account id"),
    region: { field: "regions", label: "region", value: listSetting(settings, "regions")[0] ?? "" },
    partition: { field: "regions", label: "partition", value: partitionId(settings) },
    roleName: text("roleName", "role name"),
    externalId: {
      field: null,
      label: "external id of your organization",
      value: textSetting(settings, "externalId") || (facts.externalId ?? ""),
    },
    principal: text("principalAccountId", "account that pulls"),
    server: {
      field: null,
      label: "ARN of this server's role; ask the operator",
      value: facts.serverArn ?? "",
    },
  };
}
