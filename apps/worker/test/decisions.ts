import { parseImage } from "@berth/image-pattern";
import type { Decision } from "./fake-berth.ts";

const match = { registry: "Team registry", pattern: "reg/*", reason: "It is the only one." };

/** Berth hands out a bearer for the image's own registry. */
export function withToken(token: string, type?: string): Decision {
  return handedOut((registryHost) => ({ registryHost, registryToken: token }), type);
}

/** Berth hands out a user name and a password. */
export function withPair(username: string, password: string): Decision {
  return handedOut((registryHost) => ({ registryHost, username, password }));
}

/** Berth hands out nothing: this machine's own role signs in. */
export function withOwnRole(settings: Record<string, string> = {}): Decision {
  return (input) => ({
    ...handedOut((registryHost) => ({
      registryHost,
      ownRole: { type: "aws-ecr", settings: { method: "worker-role", ...settings } },
    }))(input),
    scope: "whatever the role may read",
    expiresAt: null,
  });
}

/** Berth knows no registry for the image. */
export const anonymously: Decision = ({ image }) => ({
  image: { canonical: nameOf(image).canonical },
  match: null,
  outcome: "anonymous",
  reason: null,
  message: "No pattern covers this image.",
  scope: null,
  expiresAt: null,
});

/** Berth refuses, with a sentence. */
export function refusing(
  reason: "personal_project" | "registry_paused",
  message: string,
): Decision {
  return ({ image }) => ({
    image: { canonical: nameOf(image).canonical },
    match,
    outcome: "refused",
    reason,
    message,
    scope: null,
    expiresAt: null,
  });
}

type Credential = NonNullable<ReturnType<Decision>["credential"]>;

function handedOut(credential: (host: string) => Credential, type?: string): Decision {
  return ({ image }) => {
    const { canonical, host, path } = nameOf(image);
    return {
      image: { canonical },
      match: { ...match, ...(type === undefined ? {} : { type }) },
      outcome: "credential",
      reason: null,
      message: "",
      credential: credential(host),
      scope: `repository:${path}:pull`,
      expiresAt: "2027-01-01T00:00:00.000Z",
    };
  };
}

function nameOf(image: string) {
  const read = parseImage(image);
  if (!read.ok) throw new Error(read.message);
  return read.image;
}
