import { afterEach, beforeEach, expect, test } from "vitest";
import { createInstance, fill, type TestInstance } from "../support/instance.ts";

let instance: TestInstance;
beforeEach(async () => {
  instance = await createInstance();
});
afterEach(() => instance.dispose());

test("an operator removes a lost second factor while the server runs, and the organization reads it", async () => {
  const booted = await instance.start();
  await fill(booted);
  const { secondFactors, audit } = booted.store;
  await secondFactors.prepareTotp({ personId: "per_ada", sealed: Buffer.alloc(9), at: 1 });
  const codeHashes = [Buffer.alloc(32, 1)];
  await secondFactors.activateTotp({
    personId: "per_ada",
    sealed: Buffer.alloc(9),
    step: 1,
    codeHashes,
    at: 1,
    audit: [],
  });
  const remove = () => instance.run("people", "remove-second-factor", "ADA@example.com");
  expect(await remove()).toMatchObject({ code: 0 });
  expect(await secondFactors.read("per_ada")).toEqual({
    totp: null,
    passkeys: [],
    recoveryCodesLeft: 0,
  });
  const { rows } = await audit.list("org_a", { limit: 1 });
  expect(rows[0]).toMatchObject({
    action: "account.remove-second-factor",
    actor: { kind: "system", name: "Operator" },
    object: { id: "per_ada" },
  });
  const again = await remove();
  expect([again.code, again.notes[0]]).toEqual([
    64,
    "berth: ADA@example.com has no second factor.",
  ]);
});

test("an operator signs somebody out everywhere while the server runs, and the organization reads it", async () => {
  const booted = await instance.start();
  await fill(booted);
  for (const n of [1, 2]) {
    instance.sql(
      `insert into session (id, token, user_id, expires_at, created_at, updated_at, started_at, confirmed_at, seen_at)
       values ('ses_${n}', 'tok_${n}', 'per_ada', 9e12, 1, 1, 1, 1, 1)`,
    );
  }
  const { sessions, audit } = booted.store;
  expect(await sessions.list("per_ada")).toHaveLength(2);
  expect(await instance.run("people", "sign-out", "ada@example.com")).toMatchObject({ code: 0 });
  expect(await sessions.list("per_ada")).toEqual([]);
  const { rows } = await audit.list("org_a", { limit: 1 });
  expect(rows[0]).toMatchObject({
    action: "session.end",
    actor: { kind: "system", name: "Operator" },
    object: { id: "per_ada" },
  });
  const again = await instance.run("people", "sign-out", "ada@example.com");
  expect(again).toMatchObject({ code: 0, lines: ["ada@example.com was not signed in anywhere."] });
});
