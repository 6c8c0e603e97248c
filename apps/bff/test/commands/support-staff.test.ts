import { afterEach, beforeEach, expect, test } from "vitest";
import { createInstance, fill, type TestInstance } from "../support/instance.ts";

let instance: TestInstance;
beforeEach(async () => {
  instance = await createInstance();
});
afterEach(() => instance.dispose());

const staff = (...words: string[]) => instance.run("support-staff", ...words);

test("an operator appoints somebody new or known, lists them, and dismisses them", async () => {
  const booted = await instance.start();
  const early = await staff("appoint", "sam@example.com", "--name", "Sam");
  expect(early.notes.join()).toContain("Open its setup link first");
  await fill(booted);

  const unknown = await staff("appoint", "sam@example.com");
  expect([unknown.code === 0, unknown.notes.join()]).toEqual([
    false,
    expect.stringContaining("--name"),
  ]);
  const made = await staff("appoint", "Sam@example.com", "--name", "Sam");
  expect(made).toMatchObject({ code: 0, lines: [expect.stringMatching(/\/reset#/)] });
  expect(await staff("appoint", "ada@example.com")).toMatchObject({ code: 0, lines: [] });
  expect((await staff("appoint", "ada@example.com")).notes.join()).toContain("already");
  expect((await staff("appoint", "nonsense", "--name", "X")).notes.join()).toContain("no e-mail");

  const sam = await booted.store.people.getByEmail("sam@example.com");
  const now = Date.now();
  await booted.store.supportStaff.enter({
    visit: {
      id: "vis_1",
      organizationId: "org_a",
      personId: sam?.id ?? "",
      reason: "Ticket 1",
      startedAt: now,
      endsAt: now + 3_600_000,
    },
    audit: {
      action: "support-visit.start",
      actor: { kind: "support-staff", id: sam?.id ?? "", name: "Sam" },
      object: { kind: "support-visit", id: "vis_1", name: "Sam" },
      changes: [],
      address: null,
      requestId: "req_1",
      at: now,
    },
  });
  const listed = await staff("list");
  expect(listed.lines.map((line) => line.split("\t"))).toEqual([
    ["ada@example.com", "Ada", "nowhere"],
    ["sam@example.com", "Sam", expect.stringMatching(/^acme until \d+ \w+ 20\d\d, \d\d:\d\d UTC$/)],
  ]);

  expect(await staff("dismiss", "sam@example.com")).toMatchObject({ code: 0 });
  expect(await staff("dismiss", "sam@example.com")).toMatchObject({
    code: 0,
    lines: ["sam@example.com was no support staff."],
  });
  expect(await booted.store.supportStaff.visitsOf(sam?.id ?? "", now)).toEqual([]);
  const { rows } = await booted.store.audit.list("org_a", { limit: 1 });
  expect(rows[0]).toMatchObject({
    action: "support-visit.end",
    actor: { kind: "system", name: "Operator" },
  });
});
