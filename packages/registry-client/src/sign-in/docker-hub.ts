import type { CheckTrace } from "../check-event.ts";
import { says } from "../diagnosis/answer-words.ts";
import { decisiveExchange } from "../diagnosis/decisive-exchange.ts";
import { findingText, said, tagsThere } from "../diagnosis/finding-text.ts";
import type { Finding } from "../diagnosis/finding.ts";
import type { SignIn } from "./sign-in.ts";
import { openStoredPair } from "./stored-pair.ts";

/** Docker Hub takes the user name and the access token as they are, at auth.docker.io. */
export const dockerHubSignIn: SignIn = {
  type: "docker-hub",
  open: async ({ credential }) => openStoredPair(credential),
  bearerOnly: true,
  // A token for reading alone is answered 401, any other with what it was granted.
  probesPush: "always",
  // https://docs.docker.com/docker-hub/usage/pulls/
  tellsPullLimit: true,
  diagnose,
  texts: {
    "HUB-SCOPE": findingText("denied_or_missing", "failing", {
      symptom: (n) =>
        `Docker Hub refused to let this access token pull from \`${n.path}\`${said(n)}`,
      causes: () => ["The access token's scope is too small: it may read public images only."],
      remedies: () => [
        "Create an access token with **Read-only**, or an organization's with **Image Pull** on this repository.",
        "Replace the secret with it.",
      ],
    }),
    DENIED: findingText("denied_or_missing", "failing", {
      symptom: (n) => `Signed in, but \`${n.path}\` can't be read${said(n)}`,
      causes: (n) => [
        `${n.username === null || n.username === "" ? "The access token" : `\`${n.username}\``} has no right to pull from it.`,
        "It doesn't exist: Docker Hub answers the same.",
      ],
      remedies: (n) => [
        `Check the spelling of \`${n.path}\`; only official images lie in \`library/\`.`,
        "With an organization access token: add the repository to it, with **Image Pull**.",
        "With a personal one: give its owner **Read** on the repository.",
      ],
    }),
    "TAG-MISSING": findingText("authenticated_but_not_found", "none", {
      symptom: (n) =>
        `The credential may pull from \`${n.path}\`, but Docker Hub doesn't know \`${n.reference}\` there.`,
      causes: () => ["The tag is misspelled, was never pushed, or was deleted."],
      remedies: (n) => [
        ...tagsThere(n),
        `Check the spelling of \`${n.reference}\`.`,
        "Push it, or run the check with a tag that exists.",
      ],
    }),
  },
};

function diagnose(trace: CheckTrace): Finding | null {
  const exchange = decisiveExchange(trace);
  const answer = exchange?.answer;
  if (exchange === null || answer === undefined || trace.stop !== null) return null;
  if (exchange.purpose === "token") {
    const tooSmall = answer.status === 401 && says(answer, /insufficient scopes/i);
    return tooSmall && trace.control !== "public"
      ? { code: "HUB-SCOPE", confidence: "certain" }
      : null;
  }
  // Hub grants nothing on what doesn't exist, so a granted pull means that the repository is there.
  const granted = trace.token?.granted?.some(
    ({ name, actions }) => name === trace.image.path && actions.includes("pull"),
  );
  const asked = exchange.purpose === "head" && exchange.authorization === "bearer";
  return asked && answer.status === 404 && granted === true
    ? { code: "TAG-MISSING", confidence: "certain" }
    : null;
}
