import { expect, test } from "vitest";
import type { AuditEntry, WorkerToken } from "../../store/rows.ts";
import type { AuditStore } from "../../store/ports/audit.ts";
import { createWrongNetworks } from "./wrong-networks.ts";

test("a use from a wrong network is written down once in ten minutes, and again after a clock was set back", async () => {
  const time = { now: 1_000_000_000_000 };
  const entries: AuditEntry[] = [];
  const append = async (_: string, entry: AuditEntry) => void entries.push(entry);
  const networks = createWrongNetworks({ append } as unknown as AuditStore, () => time.now);
  const token = { organizationId: "org_a", id: "wtk_1", name: "gpu" } as WorkerToken;
  const note = () => networks.note({ requestId: "req_1", address: "203.0.113.7" }, token);
  await note();
  time.now += 599_999;
  await note();
  expect(entries).toHaveLength(1);
  time.now += 1;
  await note();
  expect(entries).toHaveLength(2);
  time.now -= 86_400_000;
  await note();
  await note();
  expect(entries).toHaveLength(3);
});
