import { registryError } from "../../server/errors.ts";
import type { Scenario, ServiceContext } from "../../scenarios/scenario.ts";
import { mayNotSignIn } from "./ecr-api.ts";
import { apiError, stsError } from "./errors.ts";
import { passwordExpired } from "./index.ts";
import { mayNotAssume } from "./sts.ts";

const user = "arn:aws:iam::123456789012:user/berth-pull";

/** What AWS says in situations that don't follow from an account. */
export const awsEcrScenarios: Scenario[] = [
  atApi("ecr-unknown-key", "the key was deleted or deactivated", () =>
    apiError(
      400,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    ),
  ),
  atApi("ecr-signature-mismatch", "the secret doesn't belong to the key", () =>
    apiError(
      400,
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    ),
  ),
  atApi("ecr-clock-skew", "the client's clock is wrong", () =>
    apiError(
      400,
      "InvalidSignatureException",
      "Signature expired: 20260901T080000Z is now earlier than 20260901T091500Z (20260901T092000Z - 5 min.)",
    ),
  ),
  atApi("ecr-session-expired", "the session of a role has ended", () =>
    apiError(400, "ExpiredTokenException", "The security token included in the request is expired"),
  ),
  atApi("ecr-no-token-right", "the key may not call GetAuthorizationToken", () =>
    apiError(400, "AccessDeniedException", mayNotSignIn(user)),
  ),
  atApi("ecr-throttled", "the API is throttled", () =>
    apiError(400, "ThrottlingException", "Rate exceeded"),
  ),
  atApi("ecr-api-outage", "the API is out of order", () =>
    apiError(500, "ServerException", "Internal server error"),
  ),
  atApi("ecr-other-account", "the password is for the registry of another account", () =>
    token("https://210987654321.dkr.ecr.eu-west-1.amazonaws.com"),
  ),
  atApi("ecr-foreign-endpoint", "the password is said to be for a host that isn't AWS's", () =>
    token("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.test"),
  ),
  atApi("ecr-no-token", "200 without a password", () => Response.json({ authorizationData: [] })),
  {
    name: "sts-denied",
    about: "the role can't be assumed",
    atService: ({ c }) =>
      isSts(c)
        ? stsError(
            403,
            "AccessDenied",
            mayNotAssume(user, "arn:aws:iam::123456789012:role/berth-pull"),
          )
        : null,
  },
  {
    name: "ecr-password-expired",
    about: "403 as for a password that has run out or is of another region",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok ? passwordExpired() : answer,
  },
  {
    name: "ecr-resource-policy",
    about: "403: the repository's own policy doesn't let another account in",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? registryError(
            403,
            "DENIED",
            `User: ${user} is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:123456789012:repository/${call.repository} because no resource-based policy allows the ecr:BatchGetImage action`,
          )
        : answer,
  },
  {
    name: "ecr-registry-throttled",
    about: "429 TOOMANYREQUESTS from the registry",
    after: ({ call }, answer) =>
      call.kind === "manifest" && answer.ok
        ? registryError(429, "TOOMANYREQUESTS", "Rate exceeded")
        : answer,
  },
];

function atApi(name: string, about: string, answer: () => Response): Scenario {
  const atService = ({ c }: ServiceContext) =>
    c.req.header("x-amz-target") === undefined ? null : answer();
  return { name, about, atService };
}

function isSts(c: ServiceContext["c"]): boolean {
  return c.req.method === "POST" && c.req.header("x-amz-target") === undefined;
}

function token(proxyEndpoint: string): Response {
  const authorizationToken = Buffer.from("AWS:password-of-somebody-else").toString("base64");
  const expiresAt = Math.floor(Date.now() / 1000) + 43_200;
  return Response.json({ authorizationData: [{ authorizationToken, expiresAt, proxyEndpoint }] });
}
