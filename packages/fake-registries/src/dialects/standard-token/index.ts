import type { Dialect, OpenDialect, RegistryCall } from "../dialect.ts";
import { registryError } from "../../server/errors.ts";
import { readAuthorization } from "../../server/authorization.ts";
import { answerTokenRequest } from "../../tokens/token-service.ts";
import { createTokenSigner } from "../../tokens/token-signer.ts";
import type { World } from "../../world.ts";

const service = "fake-registry";
const lifetimeSeconds = 300;

/** A registry with a token service on its own origin, as distribution's specification has it. */
export const standardToken: Dialect = {
  name: "standard-token",
  about: "a token from the registry's own /token (Bearer)",
  open: (world) => openStandardToken(world, () => world.origin()),
};

/** The dialect with its token service on the origin that `tokenOrigin` names. */
export async function openStandardToken(
  world: World,
  tokenOrigin: () => string,
): Promise<OpenDialect> {
  const signer = await createTokenSigner("fake-token-service", service);
  const challenge = (call: RegistryCall, error?: string) => {
    const scope = "repository" in call ? `,scope="repository:${call.repository}:pull"` : "";
    const reason = error === undefined ? "" : `,error="${error}"`;
    return `Bearer realm="${tokenOrigin()}/token",service="${service}"${scope}${reason}`;
  };
  return {
    authorize: async (c, call) => {
      const presented = readAuthorization(c.req.header("authorization"));
      if (presented.scheme !== "bearer") return unauthorized(challenge(call), call);
      const grants = await signer.verify(presented.token);
      if (grants === null) return unauthorized(challenge(call, "invalid_token"), call);
      if (call.kind === "base") return null;
      const granted = grants.some(
        (grant) => grant.name === call.repository && grant.actions.includes("pull"),
      );
      return granted ? null : unauthorized(challenge(call, "insufficient_scope"), call);
    },
    addRoutes: (registry, elsewhere) => {
      const options = { access: world.access, signer, lifetimeSeconds };
      for (const app of [registry, elsewhere])
        app.get("/token", (c) => answerTokenRequest(c, options));
    },
  };
}

function unauthorized(challenge: string, call: RegistryCall): Response {
  const detail =
    "repository" in call
      ? [{ Type: "repository", Class: "", Name: call.repository, Action: "pull" }]
      : null;
  return registryError(401, "UNAUTHORIZED", "authentication required", {
    detail,
    headers: { "www-authenticate": challenge },
  });
}
