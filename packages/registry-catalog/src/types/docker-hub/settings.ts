import { parseImage } from "@berth/image-pattern";
import type { SettingField } from "../../field.ts";
import { checkList } from "../../fields/list-input.ts";
import { accept, checkChoice, checkFlag, checkText, problem } from "../../fields/text-input.ts";
import { checkUserName } from "../../fields/user-name.ts";
import type { FieldResult, Notice } from "../../issue.ts";
import { textSetting, type Settings } from "../../values.ts";
import { imageOfHubPage } from "./hub-page.ts";

const always = () => true;

export const hubSettings: readonly SettingField[] = [
  {
    name: "namespace",
    label: "Namespace",
    help: "The organization or user in front of the image's name: in `acme/train:v2` it is `acme`.",
    placeholder: "acme",
    kind: "text",
    step: "where",
    required: true,
    identity: false,
    applies: always,
    check: (input) => checkText(input, checkNamespace),
  },
  {
    name: "tokenKind",
    label: "Token",
    help: "Both can be limited to pulling and revoked at any time.",
    kind: "radio",
    options: [
      {
        value: "organization",
        label: "Organization access token",
        help: "Belongs to the organization, so it survives people leaving, and can be limited to 50 repositories. Needs a Team or Business plan.",
      },
      {
        value: "personal",
        label: "Personal access token",
        help: "Belongs to one person and covers every repository that person can reach.",
      },
    ],
    step: "where",
    required: true,
    identity: false,
    initial: "organization",
    applies: always,
    check: (input) => checkChoice(input, ["organization", "personal"]),
  },
  {
    name: "repositories",
    label: "Repositories",
    help: "Names within the namespace, such as `train`. Empty means all of them.",
    placeholder: "train",
    kind: "list",
    step: "where",
    required: false,
    identity: false,
    applies: always,
    check: (input, settings) =>
      checkList(input, (item) => checkRepository(item, textSetting(settings, "namespace"))),
  },
  {
    name: "signInPublic",
    label: "Also sign in when pulling public Docker Hub images",
    help: "Raises the limit from 100 pulls in 6 hours per address to 200 on a Personal plan and none on paid plans; but if this token expires, public pulls fail too.",
    kind: "checkbox",
    step: "where",
    required: false,
    identity: false,
    initial: false,
    applies: always,
    check: checkFlag,
  },
  {
    name: "lifetime",
    label: "Lifetime you chose for the token",
    help: "Docker Hub doesn't tell it later, and it can't be changed. It sets the reminder.",
    kind: "select",
    options: [
      { value: "30", label: "30 days" },
      { value: "60", label: "60 days" },
      { value: "90", label: "90 days" },
      { value: "365", label: "1 year" },
      { value: "other", label: "Another" },
      { value: "none", label: "It never ends (personal tokens only)" },
    ],
    step: "create",
    required: false,
    identity: false,
    initial: "90",
    applies: always,
    check: (input) => checkChoice(input, ["30", "60", "90", "365", "other", "none"]),
  },
  {
    name: "username",
    label: "User name",
    help: "With an organization token the organization's name, which is the namespace; with a personal token your Docker ID. Never an e-mail address.",
    kind: "text",
    step: "paste",
    required: false,
    identity: true,
    suggest: (settings) =>
      textSetting(settings, "tokenKind") === "personal" ? "" : textSetting(settings, "namespace"),
    applies: always,
    check: (input, settings) =>
      checkUserName(input, { path: "settings.username", secretPath: "secret.token" }, (name) =>
        checkDockerId(name, settings),
      ),
  },
];

function checkNamespace(text: string): FieldResult<string> {
  const bare = text.replace(/\/\*?$/, "");
  const whole = bare.includes("/") ? hubName(bare) : null;
  const name = whole?.namespace ?? bare;
  if (name === "library") {
    return problem(
      "official-images",
      "`library` holds Docker's official images, which everybody can pull. Enter your own organization or user.",
    );
  }
  const lower = name.toLowerCase();
  if (!/^[a-z0-9]+(?:[_-]+[a-z0-9]+)*$/.test(lower)) {
    return problem(
      "bad-namespace",
      "Enter the one word in front of the first `/` of your images, such as `acme`.",
    );
  }
  if (whole !== null) {
    return accept(lower, [
      { code: "read-from-image", message: `Read the namespace from the image: ${lower}.` },
    ]);
  }
  const notices: Notice[] = [];
  if (bare !== text) {
    notices.push({ code: "slash-removed", message: `Removed '${text.slice(bare.length)}'.` });
  }
  if (lower !== bare) {
    notices.push({ code: "lower-cased", message: "Docker Hub's names are lower case." });
  }
  return accept(lower, notices);
}

function checkRepository(text: string, namespace: string): FieldResult<string> {
  const whole = text.includes("/") ? hubName(text) : null;
  if (whole !== null && namespace !== "" && whole.namespace !== namespace) {
    return problem(
      "other-namespace",
      `This repository belongs to \`${whole.namespace}\`, not to \`${namespace}\`.`,
    );
  }
  const name = (whole?.name ?? text).replace(/[:@].*$/, "");
  if (name !== name.toLowerCase()) return problem("upper-case", "Repository names are lower case.");
  if (!/^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(name)) {
    return problem("bad-repository", "Enter a repository's name, such as `train`.");
  }
  return accept(name);
}

function checkDockerId(name: string, settings: Settings): FieldResult<string> {
  if (name.includes("@")) {
    return problem(
      "e-mail",
      textSetting(settings, "tokenKind") === "organization"
        ? "Enter the organization's name, not your e-mail address."
        : "Enter your Docker ID, not your e-mail address. It stands in the menu behind your picture.",
      name.indexOf("@"),
    );
  }
  const lower = name.toLowerCase();
  if (lower === name) return accept(lower);
  return accept(lower, [{ code: "lower-cased", message: "Docker Hub's names are lower case." }]);
}

/** Namespace and repository of an image on Docker Hub; null for other texts. */
function hubName(text: string): { namespace: string; name: string } | null {
  const parsed = parseImage(
    imageOfHubPage(text.toLowerCase())
      .replace(/^https:\/\//, "")
      .replace(/\/$/, ""),
  );
  if (!parsed.ok || parsed.image.host !== "docker.io") return null;
  const [namespace = "", ...name] = parsed.image.path.split("/");
  return { namespace, name: name.join("/") };
}
