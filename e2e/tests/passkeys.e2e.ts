import type { Page } from "@playwright/test";
import { expect, expectAccessibleInBothThemes, owner, test } from "../fixtures.ts";

// Browsers make no passkeys for an IP address.
test.use({ hostName: "localhost" });

/** An authenticator inside the browser, whose owner always confirms. */
async function plugInAuthenticator(page: Page): Promise<(present: boolean) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return async (isUserVerified) => {
    await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified });
  };
}

async function enterPassword(page: Page): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("E-mail").fill(owner.email);
  await page.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a passkey is added, asked for at the sign-in and for a new password, renamed and removed", async ({
  page,
  api,
}) => {
  const setVerified = await plugInAuthenticator(page);
  await api("GET /session", {});
  await page.goto("/me");
  await page.getByRole("button", { name: "Add a passkey…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a passkey" });
  await dialog.getByRole("button", { name: "Make passkey" }).click();
  await expect(dialog.getByText("Enter a name by which you know it again.").first()).toBeVisible();
  await dialog.getByLabel("Name").fill("Laptop");
  await dialog.getByRole("button", { name: "Make passkey" }).click();
  const shown = page.getByRole("dialog", { name: "Your recovery codes" });
  const [code = ""] = (await shown.getByRole("code").innerText()).trim().split(/\s+/);
  await shown.getByRole("checkbox", { name: "I've stored them" }).check();
  await shown.getByRole("button", { name: "Done" }).click();
  const row = page
    .getByRole("table", { name: "Your passkeys" })
    .getByRole("row", { name: "Laptop" });
  await expect(row).toContainText("Never");
  await expect(page.getByText("10 recovery codes left")).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await api("POST /sign-out", {});
  await enterPassword(page);
  const use = page.getByRole("button", { name: "Use a passkey" });
  await expect(use).toBeFocused();
  await expectAccessibleInBothThemes(page);
  // Whoever holds the device is not its owner: the browser gives up, and says so.
  await setVerified(false);
  await use.click();
  await expect(page.getByText(/No passkey was used/).first()).toBeVisible();
  await setVerified(true);
  await page.keyboard.press("Shift+Tab");
  await use.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();

  await api("POST /sign-out", {});
  await enterPassword(page);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Registries" })).toBeVisible();

  await page.goto("/me");
  await page.getByRole("button", { name: "Change password" }).click();
  const form = page.getByRole("form", { name: "Change password" });
  await form.getByLabel("Password you have now").fill(owner.password);
  await form.getByLabel("New password").fill("quite another long password");
  await form.getByRole("button", { name: "Change password" }).click();
  const confirm = page.getByRole("dialog", { name: "Confirm that it's you" });
  await expect(confirm.getByRole("button", { name: "Use a passkey" })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await confirm.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();

  await row.getByRole("button", { name: "Rename… Laptop" }).click();
  const rename = page.getByRole("dialog", { name: "Rename the passkey “Laptop”" });
  await rename.getByLabel("Name").fill("Old laptop");
  await rename.getByRole("button", { name: "Rename passkey" }).click();
  await page.getByRole("button", { name: "Remove… Old laptop" }).click();
  const remove = page.getByRole("alertdialog", { name: "Remove the passkey “Old laptop”?" });
  await expect(remove).toContainText("It is your only second factor");
  await remove.getByRole("button", { name: "Remove passkey" }).click();
  await expect(page.getByRole("table", { name: "Your passkeys" })).toBeHidden();
  await expect(page.getByText(/recovery codes? left/)).toBeHidden();
});
