import type { Issue, Notice } from "../../issue.ts";
import type { Findings } from "../../registry-type.ts";
import { listSetting, textSetting, type SecretValues, type Settings } from "../../values.ts";
import { cloudInstance, methodOf } from "./docker-hosts.ts";
import { checkHostStar } from "../../host-star.ts";
import { readJfrogToken } from "./token.ts";

/** Settings that contradict each other. */
export function checkJfrogTogether(settings: Settings): Findings {
  const issues: Issue[] = [];
  const repositories = listSetting(settings, "repositories");
  const method = methodOf(settings);
  const host = textSetting(settings, "host");
  if (method === "port" && textSetting(settings, "hosting") === "cloud") {
    issues.push({
      path: "settings.method",
      code: "no-ports-in-cloud",
      message:
        "JFrog Cloud has no ports of one's own. Choose the repository path or the subdomain.",
    });
  }
  if (method === "subdomain" && repositories.length === 0) {
    issues.push({
      path: "settings.repositories",
      code: "required",
      message:
        "With subdomains the repository is part of the host. Name at least one repository key.",
    });
  }
  if (repositories.includes("*")) {
    const star = checkHostStar(
      { kind: "own-domain", example: "*.art.example.com" },
      "JFrog",
      `*.${host}`,
    );
    if (star !== null)
      issues.push({ path: "settings.repositories", code: star.code, message: star.message });
    if (repositories.length > 1) {
      issues.push({
        path: "settings.repositories",
        code: "star-and-repositories",
        message: "`*` already covers every repository. Remove it or the others.",
      });
    }
  }
  if (method === "subdomain" && cloudInstance(host) === null && host.includes(":")) {
    issues.push({
      path: "settings.host",
      code: "port-and-subdomain",
      message: "With subdomains the host has no port. Enter it without one.",
    });
  }
  return { issues, notices: [] };
}

/** The token's subject and the user name: filled in where it can be read, compared where both are there. */
export function checkJfrogAccess(
  settings: Settings,
  secret: SecretValues,
): Findings & { settings: Settings } {
  const username = textSetting(settings, "username");
  const token = readJfrogToken(secret["token"] ?? "");
  const notices: Notice[] = [];
  const known = token?.userName ?? "";
  if (username === "" && known === "") {
    const message =
      token === null
        ? "The token doesn't say whom it belongs to. Enter the user name it was made for."
        : "The token names no user. Enter the user name it was made for.";
    return {
      issues: [{ path: "settings.username", code: "required", message }],
      notices,
      settings: {},
    };
  }
  if (username === "") {
    notices.push({
      path: "settings.username",
      code: "user-name-filled-in",
      message: `Read the user name from the token: ${known}.`,
    });
    return { issues: [], notices, settings: { username: known } };
  }
  if (known !== "" && known !== username) {
    notices.push({
      path: "settings.username",
      code: "other-subject",
      tone: "warning",
      message: `The token belongs to \`${known}\`. Artifactory compares the user name with the token's own.`,
      fix: { kind: "set", label: `Use ${known}`, values: { username: known } },
    });
  }
  return { issues: [], notices, settings: {} };
}
