import type { Context } from "hono";
import { readAuthorization } from "../../server/authorization.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import type { AccessTokens } from "./oauth.ts";

/** Rights of an account that may push; one that may only pull has none of what a check asks about. */
const rightsToPush = [
  "artifactregistry.repositories.downloadArtifacts",
  "artifactregistry.repositories.uploadArtifacts",
];

/**
 * `testIamPermissions` of Artifact Registry's own API: which of the rights asked about the caller has. A
 * repository that doesn't exist is answered like one without rights.
 * @see https://docs.cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/testIamPermissions
 */
export async function answerRights(c: Context<FakeEnv>, tokens: AccessTokens): Promise<Response> {
  const presented = readAuthorization(c.req.header("authorization"));
  const token = presented.scheme === "bearer" ? tokens.get(presented.token) : undefined;
  if (token === undefined || token.until < Date.now())
    return apiError(401, "UNAUTHENTICATED", wrong);
  if (
    !/^\/v1\/projects\/[^/]+\/locations\/[^/]+\/repositories\/[^/:]+:testIamPermissions$/.test(
      c.req.path,
    )
  ) {
    return apiError(404, "NOT_FOUND", "Requested entity was not found.");
  }
  if (token.account.lacks?.includes("artifactregistry.googleapis.com") === true) {
    return apiError(403, "PERMISSION_DENIED", disabled, "SERVICE_DISABLED");
  }
  const { permissions } = await c.req.json<{ permissions?: string[] }>();
  const own = token.account.push === true ? rightsToPush : rightsToPush.slice(0, 1);
  const granted = (permissions ?? []).filter((right) => own.includes(right));
  // An empty list is left out.
  return c.json(granted.length === 0 ? {} : { permissions: granted });
}

const wrong =
  "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.";
const disabled =
  "Artifact Registry API has not been used in project acme-prod before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/artifactregistry.googleapis.com/overview?project=acme-prod then retry.";

function apiError(code: number, status: string, message: string, reason?: string): Response {
  const details =
    reason === undefined
      ? {}
      : {
          details: [
            {
              "@type": "type.googleapis.com/google.rpc.ErrorInfo",
              reason,
              domain: "googleapis.com",
              metadata: { service: "artifactregistry.googleapis.com" },
            },
          ],
        };
  return Response.json({ error: { code, message, status, ...details } }, { status: code });
}
