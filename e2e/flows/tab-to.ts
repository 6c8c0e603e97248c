import { expect, type Page } from "@playwright/test";

/** Presses Tab until the control of this name has the focus. */
export async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  const target = page
    .getByRole("link", { name, exact: true })
    .or(page.getByRole("button", { name, exact: true }))
    .or(page.getByRole("combobox", { name, exact: true }))
    .or(page.getByRole("textbox", { name, exact: true }))
    .first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no way to ${String(name)} with ${key}`);
}
