import { expect, test } from "vitest";
import type { AlertEvent, Organization } from "../../store/rows.ts";
import { alertMessage } from "./message.ts";

const place = {
  organization: { name: "Acme", slug: "acme" } as Organization,
  publicUrl: new URL("https://berth.example.com"),
};

function messageOf(kind: AlertEvent["kind"], facts: AlertEvent["facts"]) {
  const event: AlertEvent = {
    organizationId: "org_1",
    id: "ale_1",
    key: "x",
    kind,
    at: 0,
    subject: { id: "reg_1", name: "ECR prod" },
    facts,
  };
  return alertMessage(event, place);
}

const textOf = (...event: Parameters<typeof messageOf>) => messageOf(...event).text;
const titleOf = (...event: Parameters<typeof messageOf>) => messageOf(...event).title;

test("nothing of what a registry answered leaves with an alert", () => {
  const reason = "Signed in, but no right to pull from `ml/a`: “User: arn:aws:iam::1 is not…”";
  expect(textOf("registry.failing", { reason })).toBe(
    "Signed in, but no right to pull from `ml/a`. Pulls that need this registry fail until it works again.",
  );
});

test("what a worker reported is said to be its report, and that nothing is withheld for it", () => {
  const reported = { reportedBy: "gpu-3" };
  expect(textOf("registry.failing", { reason: "No right to pull.", ...reported })).toMatch(
    /^Worker gpu-3 reported: No right to pull\. Nothing is withheld/,
  );
  expect(textOf("registry.recovered", reported)).toMatch(/^Worker gpu-3 reported that it fetched/);
});

test("an end is told in whole days, and one that is only guessed as such", () => {
  const dayMs = 86_400_000;
  const titleAt = (endsAt: number, guess = false) => titleOf("secret.expiring", { endsAt, guess });
  expect(titleAt(6.5 * dayMs)).toBe("The secret of 'ECR prod' ends in 7 days");
  expect(titleAt(dayMs / 2)).toBe("The secret of 'ECR prod' ends within a day");
  expect(titleAt(14 * dayMs, true)).toBe("The secret of 'ECR prod' usually ends in 14 days");
  expect(textOf("secret.rotation-due", { endsAt: 0, days: 90 })).toContain("every 90 days");
});

test("images that no pattern covers are counted and listed", () => {
  const image = (n: number) => ({ image: `quay.io/team/${n}`, pulls: n, failed: 1 });
  expect(titleOf("images.uncovered", { images: [image(1)] })).toMatch(/^An image was pulled/);
  const several = { images: [image(1), image(2)] };
  expect(titleOf("images.uncovered", several)).toMatch(/^2 images were pulled/);
  expect(textOf("images.uncovered", several)).toContain(
    "- quay.io/team/1 (1 pull, 1 failed)\n- quay.io/team/2 (2 pulls, 1 failed)\n",
  );
});
