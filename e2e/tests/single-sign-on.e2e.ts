import { startIdentityProvider } from "../../apps/bff/src/auth/testing/identity-provider.ts";
import { expect, expectAccessibleInBothThemes, org, owner, test } from "../fixtures.ts";
import { ageSessions } from "../stack/age-sessions.ts";
import { apiFor } from "../stack/api.ts";
import { type Berth, startBerth } from "../stack/start-berth.ts";

test("somebody invited signs in with the organization's identity provider, and proves it again there", async ({
  browser,
}) => {
  let berth: Berth | null = null;
  const provider = await startIdentityProvider(
    () => new URL("/sign-in/callback", berth?.url ?? "https://berth.example"),
  );
  const { issuer, clientId, clientSecret, authorizationUrl, tokenUrl, keysUrl } = provider.settings;
  berth = await startBerth({
    allow: [`${provider.host};http`],
    env: {
      BERTH_OIDC_NAME: "Acme ID",
      BERTH_OIDC_ISSUER: issuer,
      BERTH_OIDC_CLIENT_ID: clientId,
      BERTH_OIDC_CLIENT_SECRET: clientSecret.reveal(),
      BERTH_OIDC_AUTHORIZATION_URL: authorizationUrl,
      BERTH_OIDC_TOKEN_URL: tokenUrl,
      BERTH_OIDC_KEYS_URL: keysUrl,
    },
  });
  const context = await browser.newContext({ baseURL: berth.url });
  const page = await context.newPage();
  const registries = { level: 1, name: "Registries" } as const;
  try {
    const api = apiFor(page.request, berth.url);
    await api("POST /setup", { body: { ...owner, token: berth.setupToken } });
    const body = { email: "bea@example.com", role: "admin" } as const;
    await api("POST /organizations/{org}/invitations", { params: { org }, body });
    await context.clearCookies();

    await page.goto(`/login?return=/o/${org}/tokens/new`);
    const way = page.getByRole("button", { name: "Sign in with Acme ID" });
    await expect(way).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await way.click();
    await page.getByRole("textbox", { name: "Enter any login" }).fill("bea@example.com");
    await page.getByPlaceholder("and password").fill("anything");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await expect(page.getByRole("button", { name: "Create worker token" })).toBeVisible();

    ageSessions(berth, { column: "confirmed_at", minutes: 11 });
    await page.getByLabel("Name", { exact: true }).fill("build machine");
    await page.getByRole("radio", { name: /Any project/ }).check();
    await page.getByRole("button", { name: "Create worker token" }).click();
    const confirm = page.getByRole("dialog", { name: "Confirm that it's you" });
    const link = confirm.getByRole("link", { name: "Sign in again" });
    await expect(link).toBeFocused();
    await expectAccessibleInBothThemes(page);
    const [tab] = await Promise.all([context.waitForEvent("page"), link.click()]);
    await tab.getByRole("button", { name: "Sign in with Acme ID" }).click();
    await expect(tab.getByRole("heading", registries)).toBeVisible();
    await tab.close();
    await confirm.getByRole("button", { name: "I have signed in" }).click();
    await expect(page.getByText(/brth_w_/).first()).toBeVisible();
  } finally {
    await context.close();
    await berth.stop();
    await provider.close();
  }
});
