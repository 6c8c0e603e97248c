import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { entry } from "../../src/store/contract/sample.ts";
import { createInstance, fill, type TestInstance } from "../support/instance.ts";

let instance: TestInstance;

beforeEach(async () => {
  instance = await createInstance();
});
afterEach(() => instance.dispose());

/** A chain of six events: the organization's making, a registry's and four sign-ins. */
async function record() {
  const server = await instance.start();
  await fill(server);
  for (let index = 0; index < 4; index += 1) {
    await server.store.audit.append("org_a", entry({ action: "session.sign-in" }));
  }
  return server;
}

test("an unbroken chain is said to be one, beside a running server and after it", async () => {
  const server = await record();
  const expected = { code: 0, lines: ["acme: 6 events, one unbroken chain"], notes: [] };
  expect(await instance.run("audit", "verify")).toEqual(expected);
  await instance.stop(server);
  expect(await instance.run("audit", "verify", "--organization", "acme")).toEqual(expected);
});

test("S-24: the first bad event is named by number and id", async () => {
  const server = await record();
  const { rows } = await server.store.audit.list("org_a", { limit: 9 });
  await instance.stop(server);
  const third = rows.find((row) => row.sequence === 3);
  instance.sql("drop trigger audit_event_no_update; drop trigger audit_event_no_delete");
  instance.sql("update audit_event set actor_name = 'Nobody' where sequence = 3");
  expect(await instance.run("audit", "verify")).toEqual({
    code: 1,
    lines: [
      `acme: BROKEN at event 3 (${third?.id}): it does not say any more what it said when it was written`,
    ],
    notes: [],
  });
  instance.sql("delete from audit_event where sequence <= 3");
  expect((await instance.run("audit", "verify")).lines).toEqual([
    "acme: BROKEN at event 1: it is missing",
  ]);
});

test("S-24: a kept head tells a log that was put back, cut off with its head, or taken away", async () => {
  const server = await record();
  await instance.stop(server);
  const { lines } = await instance.run("audit", "head");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ organizationId: "org_a", slug: "acme", sequence: 6 }),
  ]);
  const kept = join(instance.folder, "heads.jsonl");
  await writeFile(kept, lines.join("\n"));
  const against = () => instance.run("audit", "verify", "--against", kept);
  expect((await against()).code).toBe(0);

  instance.sql("drop trigger audit_event_no_update; drop trigger audit_event_no_delete");
  instance.sql(
    "delete from audit_event where sequence > 4; update audit_head set sequence = 4, hash = (select hash from audit_event where sequence = 4)",
  );
  expect((await instance.run("audit", "verify")).code).toBe(0);
  expect(await against()).toMatchObject({
    code: 1,
    lines: [
      "acme: 4 events, one unbroken chain",
      "acme: BROKEN: event 6, the last when the head was kept, is gone",
    ],
  });
});

test("what can't be looked at is said in one line, with the exit code of the server's start", async () => {
  expect(await instance.run("audit", "verify")).toMatchObject({
    code: 65,
    notes: [expect.stringContaining("There is no instance in the database")],
  });
  await instance.stop(await record());
  expect(await instance.run("audit", "verify", "--organization", "other")).toMatchObject({
    code: 64,
    notes: ["berth: No organization has the slug other."],
  });
  const file = join(instance.folder, "heads.jsonl");
  await writeFile(file, "not a head");
  for (const path of [file, join(instance.folder, "nothing")]) {
    expect((await instance.run("audit", "verify", "--against", path)).code).toBe(64);
  }
  expect(await instance.run("audit", "nonsense")).toMatchObject({ code: 64 });
  expect(await instance.run("--help")).toMatchObject({ code: 0 });
});
