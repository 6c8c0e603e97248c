import type { SecretField } from "../../field.ts";
import { recogniseToken } from "../../fields/known-tokens.ts";
import { checkSecretText } from "../../fields/secret-text.ts";
import { accept, problem } from "../../fields/text-input.ts";
import type { FieldResult, Notice } from "../../issue.ts";
import { jwtExpiryMs, readJwt } from "../../text/jwt.ts";

/** What an access token says of itself. Shown, and never used to decide what may be read. */
export interface JfrogToken {
  readonly subject: string;
  /** The user name that belongs to the token; "" where the subject names none. */
  readonly userName: string;
  /** The whole of it, as it stands in the token; "" where it says none. */
  readonly scope: string;
  /** Milliseconds since the epoch; null where it never ends. */
  readonly expiresAt: number | null;
}

export const jfrogSecretFields: readonly SecretField[] = [
  {
    name: "token",
    label: "Token",
    help: "An access token or a reference token. Artifactory shows it only once.",
    kind: "password",
    applies: () => true,
    check: checkToken,
  },
];

/** Reads an access token's claims; null for reference tokens, keys and passwords. */
export function readJfrogToken(token: string): JfrogToken | null {
  const claims = readJwt(token);
  if (claims === null || typeof claims["sub"] !== "string") return null;
  const subject = shown(claims["sub"]);
  return {
    subject,
    userName: userNameOf(subject),
    scope: typeof claims["scp"] === "string" ? claims["scp"] : "",
    expiresAt: jwtExpiryMs(claims),
  };
}

/** As JFrog's own client reads it (`jfrog/jfrog-client-go:auth/authutils.go`): a service's subject names no user. */
function userNameOf(subject: string): string {
  if (!subject.startsWith("jfrt@") && !subject.includes("/users/")) return subject;
  return subject.includes("/") ? subject.slice(subject.lastIndexOf("/") + 1) : "";
}

function checkToken(input: string): FieldResult<string> {
  const result = checkSecretText(input, "secret.token");
  if (!result.ok || result.value === undefined) return result;
  const token = readJfrogToken(result.value);
  if (token !== null && /(?:^|[\s,])applied-permissions\/admin(?:$|[\s,])/.test(token.scope)) {
    return problem(
      "admin-token",
      "This is an admin token: it can change everything in Artifactory. Create one that is limited to Read on the repository.",
    );
  }
  const kind = recogniseToken(result.value)?.kind;
  if (token === null && kind !== undefined && !ownKinds.has(kind)) {
    return problem(
      "foreign-token",
      `This looks like ${recogniseToken(result.value)?.what ?? "another secret"}. Paste a token made in Artifactory.`,
    );
  }
  return accept(result.value, [...result.notices, ...remarks(token, kind)]);
}

const ownKinds = new Set(["jfrog-reference-token", "jfrog-api-key", "jwt"]);

function remarks(token: JfrogToken | null, kind: string | undefined): Notice[] {
  if (token !== null) {
    return token.scope.includes("applied-permissions/user")
      ? [
          {
            code: "user-token",
            tone: "warning",
            message:
              "This token may do whatever its user may. A token for a group that can only read is safer.",
          },
        ]
      : [];
  }
  if (kind === "jfrog-reference-token") {
    return [
      {
        code: "reference-token",
        message: "Can't read the expiry from this token; set a date.",
      },
    ];
  }
  if (kind === "jfrog-api-key") {
    return [
      {
        code: "api-key",
        tone: "warning",
        message: "This is an API key, which JFrog is phasing out. Create an access token instead.",
      },
    ];
  }
  return [
    {
      code: "password",
      tone: "warning",
      message:
        "This may be a password. An access token is safer: it can be limited to reading and revoked.",
    },
  ];
}

/** Claims are written by whoever made the token, so they are cut to what a page can show. */
export function shown(text: string): string {
  return text.replace(/\p{C}/gu, "").slice(0, 255);
}
