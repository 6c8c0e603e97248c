import type { AuditEvent } from "@berth/api-contract";
import { expect, test } from "vitest";
import { actionInWords, changeLines } from "./audit-words.ts";

function event(change: Partial<AuditEvent>): AuditEvent {
  return {
    id: "evt_one",
    at: "2026-05-01T12:00:00.000Z",
    action: "registry.update",
    actor: { kind: "person", id: "usr_aino", name: "Aino" },
    object: { kind: "registry", id: "reg_ml", name: "ML" },
    changes: [],
    address: null,
    requestId: "req_one",
    ...change,
  };
}

test("names the one thing that was changed", () => {
  const changes = [{ field: "name", before: "a", after: "b" }];
  expect(actionInWords(event({ changes }))).toBe("changed the name");
  expect(changeLines(event({ changes }))).toEqual([{ label: "Name", before: "a", after: "b" }]);
});

test("tells settings apart by their keys and leaves out those that stayed", () => {
  const before = { host: "a.example", tls: "public" };
  const after = { host: "b.example", tls: "public" };
  expect(changeLines(event({ changes: [{ field: "settings", before, after }] }))).toEqual([
    { label: "Settings, host", before: "a.example", after: "b.example" },
  ]);
});

test("writes dates as days, lists with commas and what is missing as nothing", () => {
  const changes = [
    { field: "expiryAt", before: null, after: "2027-05-03T00:00:00.000Z" },
    { field: "patterns", before: ["a/*", "b/*"], after: [] },
  ];
  expect(changeLines(event({ changes }))).toEqual([
    { label: "Ends on", before: "nothing", after: "3 May 2027" },
    { label: "Patterns", before: "a/*, b/*", after: "nothing" },
  ]);
});

test("shows no earlier value of what is new", () => {
  const changes = [{ field: "name", before: null, after: "ML" }];
  expect(changeLines(event({ action: "registry.create", changes }))).toEqual([
    { label: "Name", before: null, after: "ML" },
  ]);
});
