import { expect, type Locator, type Page } from "@playwright/test";

/** Presses Tab until the control of this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  const target = page
    .getByRole("link", { name, exact: true })
    .or(page.getByRole("button", { name, exact: true }))
    .or(page.getByRole("combobox", { name, exact: true }))
    .or(page.getByRole("textbox", { name, exact: true }))
    .first();
  await tabToElement(page, target, key);
}

export async function tabToElement(page: Page, target: Locator, key = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way to ${String(target)} with ${key}`);
}

/** Goes to the link or button of this name and sets it off. */
export async function press(
  page: Page,
  name: string,
  key: "Enter" | "Space" = "Enter",
): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

/** Goes to the field of this label and enters a text. */
export async function typeInto(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabToElement(page, page.getByLabel(label, { exact: true }));
  await page.keyboard.insertText(text);
}
