import type { SettingField } from "../../field.ts";
import { caCertificateField, connectionField } from "../../fields/connection.ts";
import { checkList } from "../../fields/list-input.ts";
import { accept, checkChoice, checkText, problem } from "../../fields/text-input.ts";
import { tokenOriginField } from "../../fields/token-origin.ts";
import { checkUserName } from "../../fields/user-name.ts";
import { cleanHost } from "../../host/clean-host.ts";
import { sharedSuffixOf } from "../../host/shared-suffixes.ts";
import type { FieldResult } from "../../issue.ts";
import { textSetting, type Settings } from "../../values.ts";
import { accessMethods, cloudInstance, methodOf } from "./docker-hosts.ts";

const always = () => true;
const selfManaged = (settings: Settings) => textSetting(settings, "hosting") === "self-managed";

export const jfrogSettings: readonly SettingField[] = [
  {
    name: "hosting",
    label: "Hosting",
    help: "Who runs Artifactory.",
    kind: "radio",
    options: [
      { value: "cloud", label: "JFrog Cloud", help: "The address ends in `jfrog.io`." },
      { value: "self-managed", label: "Self-managed, or a domain of your own" },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "cloud",
    applies: always,
    check: (input) => checkChoice(input, ["cloud", "self-managed"]),
  },
  {
    name: "method",
    label: "Docker access method",
    help: "How image names say which repository they mean. Your Artifactory admin has chosen it.",
    kind: "radio",
    options: [
      { value: "path", label: "Repository path", help: "`acme.jfrog.io/docker-local/app`" },
      {
        value: "subdomain",
        label: "Subdomain",
        help: "`acme-docker-local.jfrog.io/app`; self-managed `docker-local.art.example.com/app`",
      },
      { value: "port", label: "Port (self-managed)", help: "`art.example.com:8876/app`" },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "path",
    applies: always,
    check: (input) => checkChoice(input, accessMethods),
  },
  connectionField(selfManaged),
  {
    name: "host",
    label: "Host",
    help: "The host of Artifactory itself, without a repository in it.",
    placeholder: "acme.jfrog.io",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: checkHost,
  },
  caCertificateField(selfManaged),
  tokenOriginField(selfManaged),
  {
    name: "repositories",
    label: "Repository keys",
    help: "The Docker repositories in Artifactory, such as `docker-local`. With subdomains `*` covers every name below a host of your own.",
    placeholder: "docker-local",
    kind: "list",
    step: "where",
    required: false,
    identity: false,
    applies: always,
    check: (input, settings) => checkList(input, (item) => checkRepositoryKey(item, settings)),
  },
  {
    name: "port",
    label: "Port",
    help: "The port of the repository's own reverse proxy.",
    placeholder: "8876",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: (settings) => methodOf(settings) === "port",
    check: (input) => checkText(typeof input === "number" ? String(input) : input, checkPort),
  },
  {
    name: "group",
    label: "Group",
    help: "Only to fill in the commands below.",
    placeholder: "docker-readers",
    kind: "text",
    step: "create",
    required: false,
    identity: false,
    applies: always,
    check: (input) => checkText(input, checkGroup),
  },
  {
    name: "username",
    label: "User name",
    help: "The user that the token belongs to. If the token can be read, it is filled in.",
    kind: "text",
    step: "paste",
    required: false,
    identity: true,
    applies: always,
    check: (input) =>
      checkUserName(input, { path: "settings.username", secretPath: "secret.token" }),
  },
];

function checkHost(input: unknown, settings: Settings): FieldResult<string> {
  if (input === undefined || input === "") return { ok: true, value: undefined, notices: [] };
  if (typeof input !== "string") return problem("not-text", "Enter the host as text.");
  const host = cleanHost(input, { allowHttp: textSetting(settings, "tls") === "http" });
  if (!host.ok) return host;
  const path = host.rest.split("/")[1] ?? "";
  const notices = host.notices.map((notice) =>
    notice.code === "path-removed" && /^(?:artifactory|ui|access)$/.test(path)
      ? { ...notice, message: `Docker can't use '/${path}' in an image name; removed.` }
      : notice,
  );
  const cloud = !selfManaged(settings);
  if (cloud && /^[a-z0-9-]+:443$/.test(host.host)) {
    const name = `${host.host.slice(0, -":443".length)}.jfrog.io`;
    return accept(name, [{ code: "suffix-added", message: `Written as '${name}'.` }]);
  }
  if (cloud && cloudInstance(host.host) === null) {
    return {
      ...problem(
        "not-cloud",
        "A JFrog Cloud host ends in `.jfrog.io`. With a domain of your own, choose self-managed.",
      ),
      fix: {
        kind: "set",
        label: "It is self-managed",
        values: { hosting: "self-managed", host: host.host },
      },
    };
  }
  if (!cloud && sharedSuffixOf(host.host.replace(/:\d+$/, ""))?.suffix === "jfrog.io") {
    return {
      ...problem("is-cloud", "This host belongs to JFrog Cloud."),
      fix: {
        kind: "set",
        label: "It is JFrog Cloud",
        values: { hosting: "cloud", host: host.host },
      },
    };
  }
  return accept(host.host, notices);
}

function checkRepositoryKey(text: string, settings: Settings): FieldResult<string> {
  if (text === "*") {
    return selfManaged(settings) && methodOf(settings) === "subdomain"
      ? accept(text)
      : problem(
          "star",
          "`*` is possible only with subdomains of a host of your own. Name the repositories, or leave the list empty.",
        );
  }
  if (/[/:]/.test(text)) {
    return problem(
      "not-a-key",
      "Enter the repository's key alone, such as `docker-local`, without a host and without an image.",
    );
  }
  if (text !== text.toLowerCase()) {
    return problem(
      "upper-case",
      "Docker needs repository keys in lower case. This repository can't be used in image names.",
    );
  }
  if (methodOf(settings) === "subdomain" && !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text)) {
    return problem(
      "not-a-label",
      "In a subdomain a key can have only letters, digits and hyphens.",
    );
  }
  return /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(text)
    ? accept(text)
    : problem(
        "bad-key",
        "A repository key has letters and digits with `.`, `_` or `-` between them.",
      );
}

function checkPort(text: string): FieldResult<string> {
  const port = text.replace(/^.*:/, "");
  return /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535
    ? accept(port)
    : problem("bad-port", "A port is a number from 1 to 65535.");
}

function checkGroup(text: string): FieldResult<string> {
  return text.length <= 64 && !/[\\/:|?*"<>]/.test(text)
    ? accept(text)
    : problem(
        "bad-group",
        "A group's name has at most 64 characters and none of `\\ / : | ? * \" < >`.",
      );
}
