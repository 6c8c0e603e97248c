import type { InstanceView } from "@berth/api-contract";
import { expect, test } from "vitest";
import { instanceFacts, supportText } from "./instance-words.ts";

const instance: InstanceView = {
  version: "1.2.3",
  node: "24.1.0",
  startedAt: "2026-05-01T10:00:00.000Z",
  createdAt: "2026-01-01T10:00:00.000Z",
  database: { engine: "postgresql", version: "16.4", shared: true, schema: 40, known: 40 },
  keys: {
    since: "2026-04-01T10:00:00.000Z",
    earlier: 1,
    organization: { version: 2, since: "2026-04-02T10:00:00.000Z" },
    recoverable: true,
  },
  lastBackupAt: "2026-05-01T09:00:00.000Z",
  reCheckIntervalMs: 3_600_000,
  mail: true,
  singleSignOn: false,
  parts: [
    { name: "database", ok: true, message: "The database answers." },
    { name: "schedule", ok: false, message: "2 pieces of scheduled work are late." },
  ],
};

test("the text for support holds every fact of the page and each part's state", () => {
  const lines = supportText(instance).split("\n");
  expect(lines).toHaveLength(instanceFacts(instance).length + 4);
  expect(lines).toContain("Version: Berth 1.2.3 on Node 24.1.0");
  expect(lines).toContain("Database: PostgreSQL 16.4");
  expect(lines).toContain("Scheduled re-checks: Every 1 h");
  expect(lines).toContain("Running since: 2026-05-01T10:00:00.000Z");
  expect(lines).toContain("Last backup: 2026-05-01T09:00:00.000Z");
  expect(lines).toContain("Schedule: needs attention (2 pieces of scheduled work are late.)");
});

test("a rotation that was not ended, tables of another version and a key that is missing are said", () => {
  const text = supportText({
    ...instance,
    database: { ...instance.database, schema: 41 },
    keys: { ...instance.keys, organization: null, earlier: 2 },
  });
  expect(text).toContain("Schema 41; this version knows 40");
  expect(text).toContain("2 earlier ones are not forgotten yet");
  expect(text).toContain("Your organization's key: None yet");
});
