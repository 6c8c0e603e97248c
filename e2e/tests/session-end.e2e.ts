import { expect, expectAccessibleInBothThemes, org, owner, test } from "../fixtures.ts";
import { ageSessions } from "../stack/age-sessions.ts";

test("somebody who has gone away is warned, stays signed in with one key, and signs in again where it ended", async ({
  page,
  api,
  berth,
}) => {
  await api("GET /session", {});
  await page.clock.install();
  await page.goto(`/o/${org}/projects`);
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();

  // The server notes activity behind its answers; only then can a session be aged.
  await expect
    .poll(async () => {
      const { members } = await api("GET /organizations/{org}/members", { params: { org } });
      return members[0]?.lastActiveAt ?? null;
    })
    .not.toBeNull();
  ageSessions(berth, { column: "seen_at", minutes: 28.5 });
  await page.clock.fastForward("28:30");
  const warning = page.getByRole("dialog", { name: "Are you still there?" });
  await expect(warning.getByRole("button", { name: "Stay signed in" })).toBeFocused();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Enter");
  await expect(warning).toBeHidden();

  ageSessions(berth, { column: "seen_at", minutes: 31 });
  await page.clock.fastForward("31:00");
  const ended = page.getByRole("dialog", { name: "Sign in again to go on" });
  await ended.getByRole("textbox", { name: "Password" }).fill(owner.password);
  await ended.getByRole("button", { name: "Sign in" }).click();
  await expect(ended).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
});
