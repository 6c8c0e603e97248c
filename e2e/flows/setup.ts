import { expect, type Page } from "@playwright/test";
import { org, pair } from "../fixtures.ts";

/** Pastes an image into "Add a registry" and goes on to the first step. */
export async function pasteImage(page: Page, image: string): Promise<void> {
  await page.goto(`/o/${org}/registries/new`);
  await page.getByLabel("Paste an image you want to pull").fill(image);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectStep(page, 1, "Where is it?");
}

export async function expectStep(page: Page, step: number, title: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^Step ${step} of 4: ${title.replace("?", "\\?")}`));
}

/** The registries of these tests speak plain HTTP on loopback. */
export async function chooseHttp(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "HTTP, unencrypted" }).check();
}

/** From the first step, filled in, to the third. */
export async function goOnToAccess(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  await expectStep(page, 2, "Create access");
  await page.getByRole("button", { name: "Continue" }).click();
  await expectStep(page, 3, "Paste access");
}

/** From the third step to the last. */
export async function pasteAccess(
  page: Page,
  { username, secret }: { username: string; secret: string } = pair,
): Promise<void> {
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password or token").fill(secret);
  await page.getByRole("button", { name: "Continue" }).click();
  await expectStep(page, 4, "Check and save");
}

/** All steps up to the last one, whose form is left open. */
export async function goToCheckAndSave(
  page: Page,
  image: string,
  access: { username: string; secret: string } = pair,
): Promise<void> {
  await pasteImage(page, image);
  await chooseHttp(page);
  await goOnToAccess(page);
  await pasteAccess(page, access);
}

/** The step of a trace that has this title. */
export function traceStep(page: Page, title: string) {
  return page
    .getByRole("list", { name: /^Steps of the check of / })
    .getByRole("listitem")
    .filter({ hasText: new RegExp(`^Step \\d: ${title}`) });
}
