import type { TokenKind } from "../../fields/known-tokens.ts";

/** What differs between the products that speak the standard protocol. */
export interface StandardPreset {
  readonly id: string;
  readonly label: string;
  /** The product's public service; "" where everybody runs their own. */
  readonly host: string;
  /** Strangers have images on the public service too. */
  readonly shared: boolean;
  /** The user name that everybody has to use, where there is one. */
  readonly fixedUserName?: string | undefined;
  readonly userNameRule: string;
  readonly secretName: string;
  /** What to do in the product itself to get a secret that can pull and nothing else. */
  readonly create: readonly string[];
  readonly link?: { readonly label: string; readonly href: string } | undefined;
  /** Forms of secret that this product gives out; another recognised form is a mistake here. */
  readonly tokens: readonly TokenKind[];
  /** How long a new secret usually lasts; null where it is chosen freely or never ends. */
  readonly usualDays: number | null;
}

export const plainPreset: StandardPreset = {
  id: "plain",
  label: "Another registry",
  host: "",
  shared: false,
  userNameRule:
    "The name you sign in to this registry with. Leave it empty if there is only a token.",
  secretName: "Password or token",
  create: [
    "In the registry, create an account or a token for Berth alone, so that it can be revoked without hurting anybody.",
    "Give it the right to pull, and nothing else, on the repositories you need.",
    "Keep the name and the secret at hand for the next step.",
  ],
  tokens: ["jwt", "azure-secret", "jfrog-reference-token"],
  usualDays: null,
};

export const standardPresets: readonly StandardPreset[] = [
  {
    id: "ghcr",
    label: "GitHub Container Registry",
    host: "ghcr.io",
    shared: true,
    userNameRule:
      "The GitHub user name that owns the token, not an e-mail address and not the organization.",
    secretName: "Personal access token (classic)",
    create: [
      "In GitHub, sign in as the user whose token workers shall use; a machine user outlives people who leave.",
      "Click your picture, then **Settings**, **Developer settings**, **Personal access tokens**, **Tokens (classic)**.",
      "Choose **Generate new token (classic)**, set an expiration, and tick `read:packages` and nothing else.",
      "Choose **Generate token** and copy it: it is shown only once.",
      "If the organization uses SAML single sign-on, choose **Configure SSO** beside the token and authorize it.",
    ],
    link: { label: "Open GitHub's tokens (classic)", href: "https://github.com/settings/tokens" },
    tokens: ["github-classic", "github-fine-grained", "github-short-lived"],
    usualDays: null,
  },
  {
    id: "gitlab",
    label: "GitLab",
    host: "registry.gitlab.com",
    shared: true,
    userNameRule:
      "The deploy token's own user name, such as `gitlab+deploy-token-12`. For a personal access token it is your GitLab user name.",
    secretName: "Deploy token",
    create: [
      "In GitLab, open the group (for all its projects) or the project.",
      "Choose **Settings**, **Repository**, **Deploy tokens**, **Add token**.",
      "Set an expiry date and tick `read_registry` and nothing else.",
      "Choose **Create deploy token** and copy the user name and the token: the token is shown only once.",
    ],
    link: {
      label: "GitLab's page on deploy tokens",
      href: "https://docs.gitlab.com/user/project/deploy_tokens/",
    },
    tokens: ["gitlab-token", "gitlab-deploy-token", "gitlab-job-token", "gitlab-other"],
    usualDays: null,
  },
  {
    id: "quay",
    label: "Quay",
    host: "quay.io",
    shared: true,
    userNameRule: "The robot account's whole name, `organization+robot`, such as `acme+pull`.",
    secretName: "Robot token",
    create: [
      "In Quay, open the organization and choose **Robot accounts**, **Create robot account**.",
      "Give it **Read** permission on the repositories you need.",
      "Click the robot's name: user name and token are shown together.",
    ],
    tokens: [],
    usualDays: null,
  },
  {
    id: "harbor",
    label: "Harbor",
    host: "",
    shared: false,
    userNameRule:
      "The robot's whole name with its prefix and the `$`, such as `robot$team+pull`. In a shell, put it in single quotes.",
    secretName: "Robot secret",
    create: [
      "In Harbor, open the project and choose **Robot Accounts**, **New Robot Account**.",
      "Set the expiration: without a change it ends after 30 days.",
      "Under permissions tick **Pull** on **Repository** and nothing else.",
      "Finish and copy name and secret: the secret is shown only once.",
    ],
    link: {
      label: "Harbor's page on project robots",
      href: "https://goharbor.io/docs/latest/working-with-projects/project-configuration/create-robot-accounts/",
    },
    tokens: ["jwt"],
    usualDays: 30,
  },
  {
    id: "nexus",
    label: "Sonatype Nexus",
    host: "",
    shared: false,
    userNameRule: "A Nexus user name, or the name part of a user token.",
    secretName: "Password or user token",
    create: [
      "In Nexus, create a role that holds `nx-repository-view-docker-‹repository›-read` and `-browse`, and a local user that has only this role.",
      "Under **Security**, **Realms**, make **Docker Bearer Token Realm** active; without it Docker clients cannot sign in.",
      "Look up how the repository is reached: on a port of its own, or under a host of its own. Enter exactly that in step 1.",
    ],
    tokens: [],
    usualDays: null,
  },
  {
    id: "ngc",
    label: "NVIDIA NGC",
    host: "nvcr.io",
    shared: true,
    fixedUserName: "$oauthtoken",
    userNameRule: "Exactly `$oauthtoken`, for everybody. It is a literal text, not a variable.",
    secretName: "NGC API key",
    create: [
      "In NGC, open **Setup**, **API Keys**, and choose **Generate Personal Key**.",
      "Give it a name and an expiration, and include the service **NGC Catalog**, or **Private Registry** for your organization's own images.",
      "Copy the key: it is shown only once.",
    ],
    link: { label: "Open NGC's API keys", href: "https://org.ngc.nvidia.com/setup/api-keys" },
    tokens: ["ngc"],
    usualDays: null,
  },
  {
    id: "hugging-face",
    label: "Hugging Face",
    host: "registry.hf.space",
    shared: true,
    userNameRule: "The Hugging Face user name that owns the token.",
    secretName: "Access token",
    create: [
      "In Hugging Face, open **Settings**, **Access Tokens**, and choose **Create new token**.",
      "Choose the type **Read**, or a fine-grained token that may read the Space.",
      "Copy the token: it is shown only once.",
      "The image's name stands on the Space's page under **Run locally** or **Run with Docker**.",
    ],
    link: { label: "Open Hugging Face's tokens", href: "https://huggingface.co/settings/tokens" },
    tokens: ["hugging-face"],
    usualDays: null,
  },
  {
    id: "gitea",
    label: "Gitea or Forgejo",
    host: "",
    shared: false,
    userNameRule: "The user name that owns the token.",
    secretName: "Access token",
    create: [
      "In Gitea, open **Settings**, **Applications**, **Manage Access Tokens**.",
      "Give the token a name and set **package** to **Read**; leave everything else at **No Access**.",
      "Choose **Generate Token** and copy it: it is shown only once.",
    ],
    tokens: [],
    usualDays: null,
  },
  plainPreset,
];

/** The preset of this id, or the plain one. */
export function presetById(id: string): StandardPreset {
  return standardPresets.find((preset) => preset.id === id) ?? plainPreset;
}

/** The preset whose public service this host is; null for everybody's own hosts. */
export function presetOfHost(host: string): StandardPreset | null {
  return standardPresets.find((preset) => preset.host !== "" && preset.host === host) ?? null;
}
