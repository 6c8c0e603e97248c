import { expect, test } from "vitest";
import type { AlertEvent, Organization } from "../../store/rows.ts";
import { alertMessage } from "./message.ts";

const place = {
  organization: { name: "Acme", slug: "acme" } as Organization,
  publicUrl: new URL("https://berth.example.com"),
};

function textOf(kind: "registry.failing" | "registry.recovered", facts: AlertEvent["facts"]) {
  const event: AlertEvent = {
    organizationId: "org_1",
    id: "ale_1",
    key: "x",
    kind,
    at: 0,
    subject: { id: "reg_1", name: "ECR prod" },
    facts,
  };
  return alertMessage(event, place).text;
}

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
