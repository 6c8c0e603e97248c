import type { Scenario } from "../../scenarios/scenario.ts";
import { jfrogError, messages } from "./errors.ts";

/** What Artifactory says in situations that don't follow from an account. */
export const jfrogScenarios: Scenario[] = [
  refusedToken("jfrog-wrong-token", "401 as for a wrong token", messages.wrong),
  refusedToken("jfrog-wrong-user", "401 as for a token of another user", messages.unknown),
  refusedToken("jfrog-expired-token", "401 as for a token that has run out", messages.expired),
  {
    name: "jfrog-login",
    about: "302 to the sign-in page, as behind single sign-on or without a repository key",
    before: ({ call }) =>
      call.kind === "token"
        ? null
        : new Response(null, { status: 302, headers: { location: "/ui/login/" } }),
  },
  {
    name: "jfrog-web-page",
    about: "200 with the user interface, whatever is asked",
    before: ({ call }) =>
      call.kind === "token"
        ? null
        : new Response("<!doctype html><title>JFrog</title>", {
            headers: { "content-type": "text/html" },
          }),
  },
  {
    name: "jfrog-denied-401",
    about: "401 instead of 403: no right to read the manifest",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok ? jfrogError(401, messages.denied) : answer,
  },
  {
    name: "jfrog-no-minting",
    about: "access tokens can't be made with the stored one",
    atService: ({ c }) =>
      c.req.path === "/access/api/v1/tokens"
        ? jfrogError(403, "User is not permitted to create tokens")
        : null,
  },
  {
    name: "jfrog-widened",
    about: "a new access token may do more than was asked for",
    atService: ({ c }) =>
      c.req.path === "/access/api/v1/tokens"
        ? Response.json({
            access_token: "minted-too-wide",
            expires_in: 3600,
            scope: "applied-permissions/admin",
            token_type: "Bearer",
          })
        : null,
  },
];

function refusedToken(name: string, about: string, message: string): Scenario {
  return {
    name,
    about,
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme !== "none" ? jfrogError(401, message) : null,
  };
}
