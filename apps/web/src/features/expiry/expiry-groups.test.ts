import type { RegistryView, WorkerTokenView } from "@berth/api-contract";
import { expect, test } from "vitest";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { expiryRows, groupExpiry } from "./expiry-groups.ts";

const now = Date.UTC(2026, 4, 3);
const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString();

function registry(
  name: string,
  at: string | null,
  source: RegistryView["expiry"]["source"] = "entered",
  more: Partial<RegistryView> = {},
) {
  const expiry = { at, source, by: null, snoozedUntil: null };
  return sampleRegistry({ id: name, name, expiry, ...more });
}

const token = (name: string, state: WorkerTokenView["state"], days: number) =>
  ({ id: name, name, state, expiresAt: inDays(days) }) as WorkerTokenView;

const shown = (registries: RegistryView[], tokens: WorkerTokenView[] = []) =>
  groupExpiry(expiryRows(registries, tokens), now).map(
    ({ title, rows }) => `${title}: ${rows.map(({ name }) => name).join(", ")}`,
  );

test("what comes first stands first, and each in its group", () => {
  expect(
    shown([
      registry("later", inDays(61)),
      registry("sixty", inDays(60)),
      registry("fifteen", inDays(14.1)),
      registry("fourteen", inDays(14)),
      registry("gone", inDays(0)),
      registry("unknown", null, "unknown"),
      registry("never", null, "read"),
      registry("long gone", inDays(-40)),
    ]),
  ).toEqual([
    "Overdue: long gone, gone",
    "Within 14 days: fourteen",
    "Within 60 days: fifteen, sixty",
    "Later: later",
    "No date known: unknown",
    "Never ends: never",
  ]);
});

test("a secret that should be replaced by its age stands twice; one that does not exist, not at all", () => {
  const aged = registry("aged", null, "unknown", { rotateAfterDays: 90, rotateAt: inDays(3) });
  const roleOnly = registry("role", null, "unknown", { secret: null });
  expect(shown([aged, roleOnly])).toEqual(["Within 14 days: aged", "No date known: aged"]);
});

test("worker tokens stand among them until they have ended", () => {
  expect(
    shown(
      [],
      [
        token("ci", "active", 5),
        token("waiting", "undelivered", 20),
        token("old", "expired", -1),
        token("lost", "revoked", 5),
      ],
    ),
  ).toEqual(["Within 14 days: ci", "Within 60 days: waiting"]);
});
