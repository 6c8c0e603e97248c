import { registryError } from "../../server/errors.ts";
import type { Scenario } from "../../scenarios/scenario.ts";
import { addressOfStrangers, details, limitHeaders, rateLimitMessage } from "./index.ts";

/** What Docker Hub says in situations that don't follow from an account. */
export const dockerHubScenarios: Scenario[] = [
  atToken("hub-wrong-token", "401 as for a wrong or revoked access token", () =>
    details("incorrect username or password"),
  ),
  atToken("hub-expired-token", "401 as for an access token that has run out", () =>
    details("personal access token is expired"),
  ),
  atToken("hub-insufficient-scopes", "401 as for a token that may read public images only", () =>
    details("access token has insufficient scopes"),
  ),
  {
    name: "hub-pull-limit",
    about: "429 to GET and HEAD: no pull is left",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? registryError(429, "TOOMANYREQUESTS", rateLimitMessage, {
            headers: { ...limitHeaders(200, 0, "alice"), "retry-after": "11520" },
          })
        : answer,
  },
  {
    name: "hub-no-limit",
    about: "no rate-limit headers for who signs in, as for a paid plan",
    after: (_context, answer) => {
      if (answer.headers.get("docker-ratelimit-source") === addressOfStrangers) return answer;
      for (const name of Object.keys(limitHeaders(0, 0, ""))) answer.headers.delete(name);
      return answer;
    },
  },
  {
    name: "hub-asks-directly",
    about: "a challenge that wants user name and secret at the registry itself",
    before: ({ call }) =>
      call.kind === "token"
        ? null
        : registryError(401, "UNAUTHORIZED", "authentication required", {
            headers: { "www-authenticate": 'Basic realm="hub"' },
          }),
  },
  {
    name: "hub-no-digest",
    about: "200 to HEAD, but without Docker-Content-Digest",
    after: ({ call }, answer) => {
      if (call.kind === "manifest" && answer.ok) answer.headers.delete("docker-content-digest");
      return answer;
    },
  },
];

function atToken(name: string, about: string, answer: () => Response): Scenario {
  return {
    name,
    about,
    before: ({ call, presented }) =>
      call.kind === "token" && presented.scheme === "basic" ? answer() : null,
  };
}
