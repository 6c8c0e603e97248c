import { Hono } from "hono";
import type { Access } from "../accounts.ts";
import type { FakeEnv } from "../server/fake-env.ts";
import { listen, type Listening } from "../server/listen.ts";
import type { Certificate } from "../server/test-authority.ts";
import { answerTokenRequest } from "../tokens/token-service.ts";
import { createTokenSigner, type TokenSigner } from "../tokens/token-signer.ts";

export type TokenServer = Listening & { realm: string; signer: TokenSigner };

/** A token service for a real registry, on a port of its own; `pusher` may push as well. */
export async function startTokenServer(options: {
  access: Access;
  pusher: string;
  service: string;
  certificate?: Certificate | undefined;
}): Promise<TokenServer> {
  const { access, pusher, service, certificate } = options;
  const signer = await createTokenSigner("berth-test-token-service", service);
  const app = new Hono<FakeEnv>();
  const mayPush = (username: string) => username === pusher;
  app.get("/token", (c) =>
    answerTokenRequest(c, { access, signer, lifetimeSeconds: 300, mayPush }),
  );
  const listening = await listen(app, { certificate });
  return { ...listening, realm: `${listening.origin}/token`, signer };
}
