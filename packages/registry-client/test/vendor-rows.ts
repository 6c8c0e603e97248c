import type { CheckTrace, Exchange } from "../src/check-event.ts";
import { bearer, token, type Row } from "./diagnosis-rows.ts";
import { answered, failed, traceOf } from "./trace-fixture.ts";

const granted = {
  ...token,
  granted: [{ type: "repository", name: "ml/train", actions: ["pull"] }],
};
const nothingGranted = { ...token, granted: [] };

const hub = ofType("docker-hub");
const azure = ofType("azure-container-registry", "11111111-2222-4333-8444-555555555555");
const aws = ofType("aws-ecr", "AKIAABCDEFGHIJKLMNOP");
const google = ofType("google-artifact-registry", "reader@acme.iam.gserviceaccount.com");
const jfrog = ofType("jfrog");
const ghcr = onHost("ghcr.io");
const gitlab = onHost("registry.gitlab.com");
const quay = onHost("quay.io");
const ngc = onHost("nvcr.io");
const harbor = onHost("harbor.acme.example");
const azureToken = ofType("azure-container-registry", "berth-pull");

const noPermission =
  'Permission "artifactregistry.repositories.downloadArtifacts" denied on resource "projects/P/locations/L/repositories/R" (or it may not exist)';

/** What each vendor answers in each situation; the name says which row of the failure taxonomy it is. */
export const vendorRows: Row[] = [
  [
    "Hub: bad secret",
    hub([refusedToken({ message: "incorrect username or password" }, "details")]),
    "AUTH-REJECTED",
  ],
  [
    "Hub: expired",
    hub([refusedToken({ message: "personal access token is expired" }, "details")]),
    "CRED-EXPIRED",
  ],
  [
    "Hub: insufficient scopes",
    hub([refusedToken({ message: "access token has insufficient scopes" }, "details")]),
    "HUB-SCOPE",
  ],
  [
    "Hub: missing or unauthorised private repository",
    hub([answered("head", 401, { challenge: bearer("insufficient_scope") })], {
      token: nothingGranted,
    }),
    "DENIED",
  ],
  [
    "Hub: wrong service in the token request",
    hub([answered("head", 401, { challenge: bearer("invalid_token") })], { token: granted }),
    "TOKEN-NOT-TAKEN",
  ],
  ["Hub: tag missing", hub([answered("head", 404)], { token: granted }), "TAG-MISSING"],
  ["Hub: pull limit", hub([answered("head", 429)], { token: granted }), "RATE-LIMIT"],
  ["ACR: wrong secret, tenant unknown", azure([invalidClient()]), "AUTH-REJECTED"],
  [
    "ACR: user not a GUID and not an existing token",
    azureToken([refusedToken({ code: "UNAUTHORIZED", message: "failed client id must be guid" })]),
    "AZ-USER",
  ],
  ["ACR: AADSTS7000215", azure([invalidClient(), entra(401, 7000215)]), "AZ-WRONG-SECRET"],
  ["ACR: AADSTS7000222", azure([invalidClient(), entra(401, 7000222)]), "AZ-SECRET"],
  ["ACR: AADSTS700016", azure([invalidClient(), entra(400, 700016)]), "AZ-APP"],
  ["ACR: AADSTS90002", azure([invalidClient(), entra(400, 90002)]), "AZ-TENANT"],
  ["ACR: AADSTS7000229", azure([invalidClient(), entra(401, 7000229)]), "AZ-APP"],
  ["ACR: AADSTS7000112", azure([invalidClient(), entra(401, 7000112)]), "AZ-DISABLED"],
  ["ACR: AADSTS53003", azure([invalidClient(), entra(400, 53003)]), "AZ-ACCESS"],
  ["ACR: another AADSTS", azure([invalidClient(), entra(400, 50034)]), "AUTH-REJECTED"],
  [
    "ACR: Entra takes the secret",
    azure([invalidClient(), answered("investigation", 200)]),
    "AZ-ELSEWHERE",
  ],
  ["ACR: Entra out of order", azure([invalidClient(), entra(503, 90033)]), "AUTH-REJECTED"],
  [
    "ACR: Entra unreachable",
    azure([invalidClient(), failed("investigation", "connect-timeout")]),
    "AUTH-REJECTED",
  ],
  [
    "ACR: no role, missing repository, or AcrPull on an ABAC registry (401)",
    azure([answered("get", 401, { challenge: bearer("insufficient_scope") })], {
      token: nothingGranted,
    }),
    "AZ-MODE",
  ],
  [
    "ACR: the same with 403",
    azure([
      answered("get", 403, {
        error: { code: "DENIED", message: "requested access to the resource is denied" },
      }),
    ]),
    "AZ-MODE",
  ],
  [
    "ACR: the same of a repository-scoped token",
    azureToken([answered("get", 401, { challenge: bearer("insufficient_scope") })], {
      token: nothingGranted,
    }),
    "DENIED",
  ],
  [
    "ACR: IP firewall",
    azure([
      answered("control-get", 403, {
        error: { code: "DENIED", message: "client with IP '1.2.3.4' is not allowed access." },
      }),
    ]),
    "IP-BLOCKED",
  ],
  ["ACR: registry deleted", azure([failed("control-head", "dns-not-found")]), "DNS-NONE"],
  ["ECR: unknown, deleted or inactive key", aws([api("UnrecognizedClientException")]), "AWS-KEY"],
  ["ECR: the same at STS", aws([sts("InvalidClientTokenId")]), "AWS-KEY"],
  [
    "ECR: wrong secret",
    aws([api("InvalidSignatureException", "The request signature we calculated does not match")]),
    "AWS-SIGN",
  ],
  [
    "ECR: clock skew",
    aws([api("InvalidSignatureException", "Signature expired: 20260901T080000Z is now earlier")]),
    "AWS-CLOCK",
  ],
  ["ECR: expired session", aws([api("ExpiredTokenException")]), "AWS-SESSION"],
  ["ECR: no GetAuthorizationToken", aws([api("AccessDeniedException")]), "AWS-POLICY"],
  ["ECR: role not assumable", aws([sts("AccessDenied")]), "AWS-ROLE"],
  ["ECR: STS switched off", aws([sts("RegionDisabledException")]), "AWS-STS-REGION"],
  [
    "ECR: no GetAuthorizationToken by the organization's policy",
    aws([
      api(
        "AccessDeniedException",
        "User: x is not authorized to perform: ecr:GetAuthorizationToken on resource: * with an explicit deny in a service control policy",
      ),
    ]),
    "AWS-DENIED",
  ],
  [
    "ECR: no GetAuthorizationToken through the VPC endpoint",
    aws([
      api(
        "AccessDeniedException",
        "User: x is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no VPC endpoint policy allows the ecr:GetAuthorizationToken action",
      ),
    ]),
    "AWS-DENIED",
  ],
  [
    "ECR: no pull permission by the permissions boundary",
    aws([
      refusedManifest(403, {
        code: "DENIED",
        message:
          "User: x is not authorized to perform: ecr:BatchGetImage on resource: y because no permissions boundary allows the ecr:BatchGetImage action",
      }),
    ]),
    "AWS-PULL-DENIED",
  ],
  ["ECR: throttled API", aws([api("ThrottlingException", "Rate exceeded")]), "RATE-LIMIT"],
  ["ECR: API out of order", aws([api("ServerException", "Sorry.", 500)]), "SERVER-5XX"],
  ["ECR: API without a password", aws([answered("sign-in", 200)]), "TOKEN-UNUSABLE"],
  [
    "ECR: no pull permission",
    aws([
      refusedManifest(403, {
        code: "DENIED",
        message:
          "User: x is not authorized to perform: ecr:BatchGetImage on resource: y because no identity-based policy allows it",
      }),
    ]),
    "AWS-PULL",
  ],
  [
    "ECR: a pull that the repository's policy forbids",
    aws([
      refusedManifest(403, {
        code: "DENIED",
        message:
          "User: x is not authorized to perform: ecr:BatchGetImage on resource: y with an explicit deny in a resource-based policy",
      }),
    ]),
    "AWS-PULL-DENIED",
  ],
  [
    "ECR: no pull permission by the repository's policy",
    aws([
      refusedManifest(403, {
        code: "DENIED",
        message:
          "User: x is not authorized to perform: ecr:BatchGetImage on resource: y because no resource-based policy allows it",
      }),
    ]),
    "AWS-REPO-POLICY",
  ],
  [
    "ECR: repository missing in that account and region",
    aws([refusedManifest(404, { code: "NAME_UNKNOWN", message: "The repository does not exist" })]),
    "NAME-MISSING",
  ],
  [
    "ECR: tag missing",
    aws([refusedManifest(404, { code: "MANIFEST_UNKNOWN", message: "Requested image not found" })]),
    "TAG-MISSING",
  ],
  [
    "ECR: expired, or minted in another region",
    aws([
      refusedManifest(403, {
        code: "DENIED",
        message: "Your authorization token has expired. Reauthenticate and try again.",
      }),
    ]),
    "AWS-REGION",
  ],
  [
    "ECR: nothing sent",
    aws([answered("control-head", 401, { challenge: { scheme: "basic" } })], { username: null }),
    "SIGN-IN-NEEDED",
  ],
  [
    "ECR: throttled registry",
    aws([refusedManifest(429, { code: "TOOMANYREQUESTS", message: "Rate exceeded" })]),
    "RATE-LIMIT",
  ],
  ["ECR: role of the server not allowed", aws([], refusedSignIn("AWS-ROLE-OFF")), "AWS-ROLE-OFF"],
  [
    "ECR: role of the server only to take on others",
    aws([], refusedSignIn("AWS-ROLE-NEEDED")),
    "AWS-ROLE-NEEDED",
  ],
  ["ECR: no identity where it ran", aws([], refusedSignIn("AWS-NO-IDENTITY")), "AWS-NO-IDENTITY"],
  ["ECR: role of the worker", aws([], refusedSignIn("AWS-WORKER")), "AWS-WORKER"],
  ["ECR: password for another host", aws([], refusedSignIn("AWS-ENDPOINT")), "AWS-ENDPOINT"],
  ["ECR: password for another account", aws([], refusedSignIn("AWS-ACCOUNT")), "AWS-ACCOUNT"],
  [
    "GAR: a proxy's page in place of the token",
    google([
      answered("sign-in", 403, {
        contentType: "text/html",
        error: { message: "Access Denied" },
        shape: "html",
      }),
    ]),
    "PROXY",
  ],
  [
    "ACR: a proxy's page in place of Entra's token",
    azure([answered("sign-in", 403, { contentType: "text/html" })]),
    "PROXY",
  ],
  ["GAR: deleted or disabled key", google([oauth("Invalid JWT Signature.")]), "GCP-KEY"],
  ["GAR: account not found", google([oauth("Invalid grant: account not found")]), "GCP-ACCOUNT"],
  ["GAR: clock skew", google([oauth("Check your iat and exp values in the JWT")]), "GCP-CLOCK"],
  ["GAR: bad scope", google([oauth("Invalid OAuth scope", "invalid_scope")]), "GCP-SCOPE"],
  ["GAR: no access token", google([], refusedSignIn("TOKEN-UNUSABLE")), "TOKEN-UNUSABLE"],
  [
    "GAR: no role, or nothing there, at the token endpoint",
    google([refusedToken({ code: "DENIED", message: noPermission }, "registry", 403)]),
    "DENIED",
  ],
  [
    "GAR: the same at the registry",
    google([answered("get", 403, { error: { code: "DENIED", message: noPermission } })]),
    "DENIED",
  ],
  [
    "GAR: credential not applied",
    google([
      answered("get", 403, {
        error: { code: "DENIED", message: "Unauthenticated request. Unauthenticated requests do" },
      }),
    ]),
    "TOKEN-NOT-TAKEN",
  ],
  [
    "GAR: image missing",
    google([
      answered("get", 404, { error: { code: "MANIFEST_UNKNOWN", message: "Failed to fetch" } }),
    ]),
    "TAG-MISSING",
  ],
  ["GAR: quota", google([answered("get", 429)]), "RATE-LIMIT"],
  ["JFrog: wrong token", jfrog([artifactory("Bad props auth token")]), "AUTH-REJECTED"],
  [
    "JFrog: wrong user",
    jfrog([artifactory("Props Authentication Token not found")]),
    "AUTH-REJECTED",
  ],
  ["JFrog: bad credentials", jfrog([artifactory("Bad credentials")]), "AUTH-REJECTED"],
  ["JFrog: expired", jfrog([artifactory("Token failed verification: expired")]), "CRED-EXPIRED"],
  [
    "JFrog: no read right, 403",
    jfrog([artifactory("The client does not have permission for manifest", "get", 403)]),
    "DENIED",
  ],
  [
    "JFrog: no read right, 401",
    jfrog([artifactory("The client does not have permission for manifest", "get", 401)]),
    "DENIED",
  ],
  [
    "JFrog: 404",
    jfrog([artifactory("The named manifest is not known to the registry.", "get", 404)]),
    "TAG-MISSING",
  ],
  ["JFrog: 302 to login", jfrog([], { stop: { reason: "redirect", toHost: null } }), "REDIRECT"],
  [
    "JFrog: 200 HTML",
    jfrog([answered("control-head", 200)], {
      stop: { reason: "not-a-manifest", contentType: "text/html" },
    }),
    "NOT-REGISTRY",
  ],
  [
    "JFrog: 404 of a web server",
    jfrog([answered("control-get", 404, { contentType: "text/html" })]),
    "NOT-REGISTRY",
  ],
  ["ACR: throttled", azure([answered("get", 429)]), "RATE-LIMIT"],
  [
    "ACR: public access is off, so the name has a private address",
    azure([failed("control-head", "refused-by-policy")]),
    "POLICY-REFUSED",
  ],
  [
    "GHCR: bad or expired personal access token",
    ghcr([refusedToken({ code: "DENIED", message: "denied" }, "registry", 403)]),
    "AUTH-REJECTED",
  ],
  [
    "GHCR: the same breaks even a public image",
    ghcr([refusedToken({ code: "DENIED", message: "denied" }, "registry", 403)], {
      control: "public",
    }),
    "PUBLIC-BROKEN",
  ],
  [
    "GHCR: no access to the package, or no scope",
    ghcr([
      answered("get", 403, {
        error: { code: "DENIED", message: "permission_denied: read_package" },
      }),
    ]),
    "PACKAGE-DENIED",
  ],
  [
    "GHCR: the token lacks its scope",
    ghcr([
      answered("get", 403, {
        error: {
          code: "DENIED",
          message: "permission_denied: The token provided does not match expected scopes.",
        },
      }),
    ]),
    "TOKEN-SCOPE",
  ],
  [
    "GHCR: no access to the package, or nothing there",
    ghcr([
      answered("get", 404, { error: { code: "MANIFEST_UNKNOWN", message: "manifest unknown" } }),
    ]),
    "NOT-FOUND",
  ],
  [
    "GitLab: wrong token, in words that name three causes",
    gitlab([
      refusedToken({
        code: "UNAUTHORIZED",
        message:
          "HTTP Basic: Access denied. If a token was provided, it was either incorrect, expired, or improperly scoped.",
      }),
    ]),
    "AUTH-REJECTED",
  ],
  [
    "GitLab: the token lacks read_registry",
    gitlab([refusedToken({ code: "DENIED", message: "access forbidden" }, "registry", 403)]),
    "TOKEN-SCOPE",
  ],
  [
    "Quay: bad credential",
    quay([refusedToken({ code: "UNAUTHORIZED", message: "Specified credentials are invalid" })]),
    "AUTH-REJECTED",
  ],
  [
    "Quay: no right, or an unknown namespace",
    quay(
      [
        answered("get", 401, {
          challenge: bearer(),
          error: {
            code: "UNAUTHORIZED",
            message: "access to the requested resource is not authorized",
          },
        }),
      ],
      { token: { ...token, granted: [{ type: "repository", name: "ml/train", actions: [] }] } },
    ),
    "DENIED",
  ],
  [
    "Quay: disabled namespace",
    quay([refusedToken({ code: "DENIED", message: "disabled" }, "registry", 405)]),
    "TOKEN-REFUSED",
  ],
  [
    "Quay: odd scope",
    quay([refusedToken({ code: "INVALID_REQUEST", message: "bad scope" }, "registry", 400)]),
    "TOKEN-REFUSED",
  ],
  [
    "Quay: the tag has run out",
    quay([answered("get", 404, { error: { code: "TAG_EXPIRED", message: "Tag 1 has expired" } })]),
    "TAG-MISSING",
  ],
  ["NGC: bad key", ngc([refusedToken({ message: "Forbidden" }, "details", 403)]), "AUTH-REJECTED"],
  [
    "NGC: no access",
    ngc([answered("get", 403, { error: { code: "DENIED", message: "Access Denied" } })]),
    "DENIED",
  ],
  [
    "Harbor: anything, with a token",
    harbor(
      [
        answered("get", 401, {
          challenge: { scheme: "basic", realm: "harbor" },
          error: {
            code: "UNAUTHORIZED",
            message: "unauthorized to access repository: ml/train, action: pull",
          },
        }),
      ],
      { token: nothingGranted },
    ),
    "DENIED",
  ],
  [
    "GAR: repository unknown",
    google([answered("get", 404, { error: { code: "NAME_UNKNOWN", message: "Failed to fetch" } })]),
    "NAME-MISSING",
  ],
];

function ofType(type: string, username = "alice") {
  return (exchanges: Exchange[], changes: Partial<CheckTrace> = {}): CheckTrace => {
    const trace = traceOf(exchanges, { username, ...changes });
    return { ...trace, registry: { ...trace.registry, type } };
  };
}

function onHost(host: string) {
  const make = ofType("standard");
  return (exchanges: Exchange[], changes: Partial<CheckTrace> = {}): CheckTrace => {
    const trace = make(exchanges, changes);
    return { ...trace, image: { ...trace.image, host } };
  };
}

function refusedToken(
  error: { code?: string; message: string },
  shape?: "registry" | "details" | "status-message",
  status = 401,
): Exchange {
  return answered("token", status, { error, ...(shape === undefined ? {} : { shape }) });
}

function invalidClient(): Exchange {
  return refusedToken({ code: "UNAUTHORIZED", message: "Invalid clientid or client secret." });
}

function entra(status: number, number: number): Exchange {
  return answered("investigation", status, {
    error: { code: "invalid_client", message: `AADSTS${number}: Sorry.` },
  });
}

function api(code: string, message = "Sorry.", status = 400): Exchange {
  const url = "https://api.ecr.eu-west-1.amazonaws.com/";
  return { ...answered("sign-in", status, { error: { code, message }, shape: "details" }), url };
}

function sts(code: string): Exchange {
  return { ...api(code, "Sorry.", 403), url: "https://sts.eu-west-1.amazonaws.com/" };
}

function refusedManifest(status: number, error: { code: string; message: string }): Exchange {
  return answered("get", status, { error, authorization: "basic" });
}

function refusedSignIn(code: string): Partial<CheckTrace> {
  return { stop: { reason: "sign-in-failed", code, message: "It said so." } };
}

function oauth(message: string, code = "invalid_grant"): Exchange {
  return answered("sign-in", 400, { error: { code, message }, shape: "oauth" });
}

function artifactory(message: string, purpose: "token" | "get" = "token", status = 401): Exchange {
  return answered(purpose, status, { error: { message }, shape: "status-message" });
}
