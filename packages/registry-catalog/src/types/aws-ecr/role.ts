import { accept, checkText, problem } from "../../fields/text-input.ts";
import type { FieldResult, Issue } from "../../issue.ts";
import type { ServerRoleUse } from "../../server-role.ts";
import { textSetting, type Settings } from "../../values.ts";

/** `arn:aws:iam::‹account›:role/‹path and name›`. */
export function checkRoleArn(input: unknown): FieldResult<string> {
  return checkText(input, (text) => {
    if (/^arn:aws[a-z-]*:sts::\d{12}:assumed-role\//.test(text)) {
      return problem(
        "session-arn",
        "This is the ARN of a session, not of a role. The role's own ARN begins with `arn:aws:iam::` and has `:role/` in it.",
      );
    }
    if (/^arn:aws[a-z-]*:iam::\d{12}:(?:user|instance-profile|policy)\//.test(text)) {
      return problem(
        "not-a-role",
        "This ARN names something else than a role. It must have `:role/` in it.",
      );
    }
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/.test(text)) {
      return problem(
        "bad-role-arn",
        "A role's ARN looks like `arn:aws:iam::123456789012:role/berth-pull`.",
      );
    }
    return accept(text);
  });
}

/** What STS accepts as an external id. */
export function checkExternalId(text: string): FieldResult<string> {
  return /^[\w+=,.@:/-]{2,1224}$/.test(text)
    ? accept(text)
    : problem("bad-external-id", "An external id has 2 to 1,224 letters, digits and `+=,.@:/_-`.");
}

/** Whose own role signs in, if the method that was chosen is one. */
export function ecrOwnRole(settings: Settings): "server" | "worker" | null {
  const method = textSetting(settings, "method");
  if (method === "server-role") return "server";
  return method === "worker-role" ? "worker" : null;
}

/** The server's role, held against what the operator allows. */
export function checkEcrServerRole(settings: Settings, use: ServerRoleUse): readonly Issue[] {
  if (ecrOwnRole(settings) !== "server") return [];
  if (use === "refuse") {
    return [
      {
        path: "settings.method",
        code: "server-role-refused",
        message:
          "This server's own role may not be used. Ask the operator to set `BERTH_AWS_INSTANCE_ROLE`, or choose another way to sign in.",
      },
    ];
  }
  if (use === "allow" || textSetting(settings, "roleArn") !== "") return [];
  return [
    {
      path: "settings.roleArn",
      code: "required",
      message:
        "Enter the ARN of your role. The operator doesn't let this server's own role pull by itself.",
    },
  ];
}
