import type { Hono } from "hono";
import { findAccount } from "../../accounts.ts";
import type { FakeEnv } from "../../server/fake-env.ts";
import { readForm } from "../../server/read-form.ts";
import type { TokenSigner } from "../../tokens/token-signer.ts";
import type { World } from "../../world.ts";

/** The one tenant that exists. */
export const fakeTenant = "72f988bf-0000-4000-8000-2d7cd011db47";

export type Entra = { world: World; signer: TokenSigner };

/**
 * Adds Entra's token endpoint for applications. Its errors carry a number that tells apart what the
 * registry doesn't.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function addEntra(app: Hono<FakeEnv>, entra: Entra): void {
  app.post("/:tenant/oauth2/v2.0/token", async (c) => {
    const tenant = c.req.param("tenant");
    const form = await readForm(c);
    const { access } = entra.world;
    const client = form.get("client_id") ?? "";
    if (tenant !== fakeTenant) return entraError(90002, { tenant });
    if (form.get("grant_type") !== "client_credentials") return entraError(70003, {});
    if (!access.accounts.some(({ username }) => username === client) || !isGuid(client)) {
      return entraError(700016, { client, tenant });
    }
    const account = findAccount(access, client, form.get("client_secret") ?? "");
    if (account === null) return entraError(7000215, { client });
    if (account.expired === true) return entraError(7000222, { client });
    if (form.get("scope") !== "https://containerregistry.azure.net/.default") {
      return entraError(70011, {});
    }
    const access_token = await entra.signer.sign(client, [], 3599);
    return c.json({ token_type: "Bearer", expires_in: 3599, ext_expires_in: 3599, access_token });
  });
}

/** Whose token this is; null of any other. */
export async function readEntraToken(entra: Entra, token: string): Promise<string | null> {
  return (await entra.signer.read(token))?.subject ?? null;
}

export function isGuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

type ErrorNumber = 90002 | 70003 | 70011 | 700016 | 7000215 | 7000222;

export function entraError(
  number: ErrorNumber,
  { client = "", tenant = fakeTenant }: { client?: string; tenant?: string },
): Response {
  const known = errors[number];
  const trace =
    "Trace ID: 00000000-0000-4000-8000-000000000000 Correlation ID: 00000000-0000-4000-8000-000000000001";
  const timestamp = new Date().toISOString().slice(0, 19).replace("T", " ");
  return Response.json(
    {
      error: known.error,
      error_description: `AADSTS${number}: ${known.text(client, tenant)} ${trace} Timestamp: ${timestamp}Z`,
      error_codes: [number],
      timestamp: `${timestamp}Z`,
      error_uri: `https://login.microsoftonline.com/error?code=${number}`,
    },
    { status: known.status },
  );
}

const errors: Record<
  ErrorNumber,
  { status: number; error: string; text: (client: string, tenant: string) => string }
> = {
  90002: {
    status: 400,
    error: "invalid_request",
    text: (_client, tenant) =>
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  },
  70003: {
    status: 400,
    error: "unsupported_grant_type",
    text: () => "The app requested an unsupported grant type.",
  },
  70011: {
    status: 400,
    error: "invalid_scope",
    text: () => "The provided request must include a 'scope' input parameter.",
  },
  700016: {
    status: 400,
    error: "unauthorized_client",
    text: (client, tenant) =>
      `Application with identifier '${client}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  },
  7000215: {
    status: 401,
    error: "invalid_client",
    text: (client) =>
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client}'.`,
  },
  7000222: {
    status: 401,
    error: "invalid_client",
    text: (client) =>
      `The provided client secret keys for app '${client}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret.`,
  },
};
