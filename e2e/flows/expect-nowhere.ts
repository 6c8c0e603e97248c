import { expect, type Page } from "@playwright/test";

/** Not in what the page shows or carries, not in what the browser keeps, not in an address. */
export async function expectNowhere(page: Page, secrets: readonly string[]): Promise<void> {
  const kept = await page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      JSON.stringify(Object.entries(window.localStorage)),
      JSON.stringify(Object.entries(window.sessionStorage)),
      document.cookie,
      window.location.href,
      JSON.stringify(window.history.state),
      ...performance.getEntriesByType("resource").map(({ name }) => name),
    ].join("\n"),
  );
  for (const secret of secrets) expect(kept).not.toContain(secret);
}
