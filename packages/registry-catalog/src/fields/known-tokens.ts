/** A secret whose maker can be told from its form. */
export interface KnownToken {
  /** With article, such as "a GitHub token". */
  readonly what: string;
  readonly kind: TokenKind;
}

export type TokenKind =
  | "github-classic"
  | "github-fine-grained"
  | "github-short-lived"
  | "gitlab-token"
  | "gitlab-deploy-token"
  | "gitlab-job-token"
  | "gitlab-other"
  | "docker-hub-personal"
  | "docker-hub-organization"
  | "hugging-face"
  | "ngc"
  | "aws-key-id"
  | "ecr-password"
  | "google-access-token"
  | "google-key-file"
  | "jfrog-reference-token"
  | "jfrog-api-key"
  | "azure-secret"
  | "jwt"
  | "private-key";

/**
 * Recognises secrets by the prefixes and forms that their makers document. Used to notice a secret in
 * the wrong place; a text that is not recognised may be a secret all the same.
 */
export function recogniseToken(text: string): KnownToken | null {
  if (text.trimStart().startsWith("{") && googleKeyFields.some((name) => text.includes(name))) {
    return { kind: "google-key-file", what: "a Google key file" };
  }
  for (const [form, kind, what] of forms) {
    if (form.test(text)) return { kind, what };
  }
  return null;
}

const googleKeyFields = [
  '"private_key"',
  '"client_email"',
  '"refresh_token"',
  '"credential_source"',
];

// Forms: GitHub, GitLab, Docker Hub, Hugging Face, JFrog and Azure as in their token documentation and in
// gitleaks' and trufflehog's rules; the ECR password is base64 of a JSON object with `payload`.
const forms: readonly (readonly [RegExp, TokenKind, string])[] = [
  [/^ghp_[A-Za-z0-9]{20,}$/, "github-classic", "a GitHub personal access token"],
  [/^github_pat_[A-Za-z0-9_]{20,}$/, "github-fine-grained", "a fine-grained GitHub token"],
  [/^gh[osur]_[A-Za-z0-9_.-]{20,}$/, "github-short-lived", "a GitHub token that lasts only hours"],
  [/^glpat-[\w.-]{15,}$/, "gitlab-token", "a GitLab access token"],
  [/^gldt-[\w.-]{15,}$/, "gitlab-deploy-token", "a GitLab deploy token"],
  [/^glcbt-[\w.-]{15,}$/, "gitlab-job-token", "a GitLab job token"],
  [
    /^gl(?:rt|soat|ptt|agent|imt|ft|oas)-[\w.-]{15,}$/,
    "gitlab-other",
    "a GitLab token of another kind",
  ],
  [/^dckr_pat_[\w-]{20,}$/, "docker-hub-personal", "a Docker Hub personal access token"],
  [/^dckr_oat_[\w-]{20,}$/, "docker-hub-organization", "a Docker Hub organization access token"],
  [/^hf_[A-Za-z0-9]{20,}$/, "hugging-face", "a Hugging Face token"],
  [/^nvapi-[\w-]{20,}$/, "ngc", "an NVIDIA API key"],
  [/^A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}$/, "aws-key-id", "an AWS access key ID"],
  [
    /^eyJwYXlsb2FkIjoi[A-Za-z0-9+/=]{200,}$/,
    "ecr-password",
    "the password that ECR hands out for 12 hours",
  ],
  [/^ya29\.[\w.-]{20,}$/, "google-access-token", "a Google access token"],
  [/^cmVmd[A-Za-z0-9]{59}$/, "jfrog-reference-token", "a JFrog reference token"],
  [/^AKCp[A-Za-z0-9]{60,}$/, "jfrog-api-key", "a JFrog API key"],
  [/^[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}$/, "azure-secret", "an Azure client secret"],
  [/^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/, "jwt", "a token"],
  [/^-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/, "private-key", "a private key"],
];
