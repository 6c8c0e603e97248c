import type { CheckTrace } from "../check-event.ts";
import { codesOf, says } from "../diagnosis/answer-words.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import { findingText, said } from "../diagnosis/finding-text.ts";
import type { Finding } from "../diagnosis/finding.ts";
import type { Names } from "../diagnosis/names.ts";
import type { SignIn } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";

/** The stored user name and secret are presented as they are. */
export const standardSignIn: SignIn = {
  type: "standard",
  open: async ({ credential }) => openStoredPair(credential),
  // Token services answer with what they grant of it; those whose tokens can't be read are left alone.
  probesPush: "where-readable",
  diagnose,
  texts: {
    "TOKEN-SCOPE": findingText("denied_or_missing", "failing", {
      symptom: (n) => `\`${n.host}\` knows the token, but it may not pull images${said(n)}`,
      causes: () => ["The token lacks the scope for pulling images."],
      remedies: (n) => [
        `Create a token with ${scopeOf(n)}, and nothing else.`,
        "Replace the secret with it.",
      ],
    }),
    "PACKAGE-DENIED": findingText("denied_or_missing", "failing", {
      ofOneRepository: true,
      symptom: (n) =>
        `\`${n.host}\` knows the token, but doesn't let it read \`${n.path}\`${said(n)}`,
      causes: (n) => [
        `${n.username === null || n.username === "" ? "The token's user" : `\`${n.username}\``} has no access to this package.`,
        "The token lacks the scope for pulling images.",
      ],
      remedies: (n) => [
        "Give the token's user **Read** on the package, in its settings on GitHub.",
        `If no package can be pulled, create a token with ${scopeOf(n)}, and nothing else.`,
      ],
    }),
  },
};

/** What some products say in words of their own. */
function diagnose(trace: CheckTrace): Finding | null {
  const exchange = decisiveExchange(trace);
  const answer = exchange?.answer;
  if (exchange === null || answer === undefined || trace.stop !== null) return null;
  if (exchange.authorization === "none" || trace.control === "public") return null;
  // GitHub: https://github.com/docker/login-action/issues/331
  if (answer.status === 403 && says(answer, /does not match expected scopes/i)) {
    return { code: "TOKEN-SCOPE", confidence: "certain" };
  }
  // The same words for a token without the scope and for a user whom the package isn't shared with.
  if (answer.status === 403 && says(answer, /read_package/i)) {
    return { code: "PACKAGE-DENIED", confidence: "one-of-two" };
  }
  // GitLab: gitlabhq/gitlabhq:app/services/auth/container_registry_authentication_service.rb
  if (
    exchange.purpose === "token" &&
    answer.status === 403 &&
    says(answer, /^access forbidden$/i)
  ) {
    return { code: "TOKEN-SCOPE", confidence: "likely" };
  }
  // GitHub doesn't show what a token may not read, and answers as though it weren't there.
  const hidden = answer.status === 404 && codesOf(answer).includes("MANIFEST_UNKNOWN");
  return trace.image.host === "ghcr.io" && hidden && (trace.nearTags ?? []).length === 0
    ? { code: "NOT-FOUND", confidence: "one-of-two" }
    : null;
}

function scopeOf({ host, path }: Names): string {
  if (host === "ghcr.io") return "`read:packages`";
  // https://gitlab.com/gitlab-org/gitlab/-/merge_requests/189792
  if (path.includes("/dependency_proxy/containers/")) {
    return "`read_virtual_registry` and `write_virtual_registry` (in an older GitLab `read_registry` and `write_registry`)";
  }
  return "`read_registry`, or what your registry calls the right to pull";
}
