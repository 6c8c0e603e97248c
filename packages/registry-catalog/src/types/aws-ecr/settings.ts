import type { SettingField } from "../../field.ts";
import { checkList } from "../../fields/list-input.ts";
import { checkChoice, checkFlag, checkText } from "../../fields/text-input.ts";
import { flagSetting, textSetting, type Settings } from "../../values.ts";
import { checkAccount, checkPrincipalAccount } from "./account.ts";
import { checkKeyId } from "./access-key.ts";
import { ecrHostForms } from "./ecr-host.ts";
import { checkRegion } from "./region-input.ts";
import { awsRegions } from "./regions.ts";
import { checkRepository } from "./repository.ts";
import { checkExternalId, checkRoleArn } from "./role.ts";

const always = () => true;
const method = (settings: Settings) => textSetting(settings, "method");

export const ecrSettings: readonly SettingField[] = [
  {
    name: "accountId",
    label: "Account id",
    help: "The AWS account that owns the registry: the 12 digits at the beginning of its image names. Pasting a whole ECR address fills in the region too.",
    placeholder: "123456789012",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: checkAccount,
  },
  {
    name: "regions",
    label: "Regions",
    help: "Sign-in is per region. One registry may cover several regions of the account; `*` covers all of them.",
    placeholder: "eu-west-1",
    kind: "list",
    options: [
      { value: "*", label: "Every region of the account" },
      ...Array.from(awsRegions, ([value, label]) => ({ value, label })),
    ],
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: (input, settings) =>
      checkList(input, (item) => checkRegion(item, textSetting(settings, "accountId"))),
  },
  {
    name: "hostForm",
    label: "Host form",
    help: "How your image names write the host. Patterns compare it as written.",
    kind: "select",
    options: [
      {
        value: "standard",
        label: "Standard",
        help: "`….dkr.ecr.‹region›.amazonaws.com`; in China `.amazonaws.com.cn`",
      },
      { value: "fips", label: "FIPS", help: "`….dkr.ecr-fips.‹region›.amazonaws.com`" },
      {
        value: "dual-stack",
        label: "Dual stack (IPv4 and IPv6)",
        help: "`….dkr-ecr.‹region›.on.aws`",
      },
      {
        value: "dual-stack-fips",
        label: "Dual stack, FIPS",
        help: "`….dkr-ecr-fips.‹region›.on.aws`",
      },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "standard",
    applies: always,
    check: (input) => checkChoice(input, ecrHostForms),
  },
  {
    name: "repositories",
    label: "Repositories",
    help: "Narrows the policy to these. A name, or a prefix such as `ml/*`. Empty means every repository of the account.",
    placeholder: "ml/train",
    kind: "list",
    step: "where",
    required: false,
    identity: false,
    applies: always,
    check: (input) => checkList(input, checkRepository),
  },
  {
    name: "method",
    label: "Sign-in",
    help: "Whose rights are used.",
    kind: "radio",
    options: [
      {
        value: "access-key",
        label: "Access key",
        help: "Works anywhere. The key is stored sealed.",
      },
      {
        value: "server-role",
        label: "Role of this server",
        help: "Berth runs in AWS and assumes a role of yours. Nothing is stored.",
        needsServerRole: true,
      },
      {
        value: "worker-role",
        label: "Role of the worker",
        help: "Workers run in AWS and use their own instance role. Nothing is stored, and only a worker can run the check.",
      },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "access-key",
    applies: always,
    check: (input) => checkChoice(input, ["access-key", "server-role", "worker-role"]),
  },
  {
    name: "roleArn",
    label: "Role to assume",
    help: "The ARN of the role that you made. Leave it empty only if the operator has given the server's own role the rights to pull.",
    placeholder: "arn:aws:iam::123456789012:role/berth-pull",
    kind: "text",
    step: "paste",
    required: false,
    identity: true,
    applies: (settings) => method(settings) === "server-role",
    check: checkRoleArn,
  },
  {
    name: "externalId",
    label: "External id",
    help: "Goes into the trust policy of your role. It is made for your organization alone, so that nobody else here can use the role.",
    kind: "text",
    step: "create",
    required: false,
    identity: true,
    supplied: "organization",
    applies: (settings) => method(settings) === "server-role",
    check: (input) => checkText(input, checkExternalId),
  },
  {
    name: "roleName",
    label: "Name of the workers' role",
    help: "Only to fill in the commands below.",
    placeholder: "worker-role",
    kind: "text",
    step: "create",
    required: false,
    identity: false,
    applies: (settings) => method(settings) === "worker-role",
    check: (input) => checkText(input, checkRoleName),
  },
  {
    name: "listing",
    label: "Add read-only listing rights",
    help: "Lets the policy list repositories and tags too. Pulling does not need it.",
    kind: "checkbox",
    step: "create",
    required: false,
    identity: false,
    initial: false,
    applies: always,
    check: checkFlag,
  },
  {
    name: "crossAccount",
    label: "The registry is in another account than the identity that pulls",
    help: "Then the repository needs a policy of its own; it is shown below.",
    kind: "checkbox",
    step: "create",
    required: false,
    identity: false,
    initial: false,
    applies: always,
    check: checkFlag,
  },
  {
    name: "principalAccountId",
    label: "Account of the identity that pulls",
    help: "Only to fill in the repository policy below.",
    placeholder: "210987654321",
    kind: "text",
    step: "create",
    required: false,
    identity: false,
    applies: (settings) => flagSetting(settings, "crossAccount"),
    check: checkPrincipalAccount,
  },
  {
    name: "accessKeyId",
    label: "Access key ID",
    help: "20 characters that begin with `AKIA`. It is public: it says which key this is.",
    placeholder: "AKIA…",
    kind: "text",
    step: "paste",
    required: true,
    identity: true,
    applies: (settings) => method(settings) === "access-key",
    check: checkKeyId,
  },
];

function checkRoleName(name: string) {
  return /^[\w+=,.@-]{1,64}$/.test(name)
    ? ({ ok: true, value: name, notices: [] } as const)
    : ({
        ok: false,
        code: "bad-role-name",
        message:
          "A role's name has letters, digits and `+=,.@_-`, at most 64. Enter the name alone, without `arn:`.",
      } as const);
}
