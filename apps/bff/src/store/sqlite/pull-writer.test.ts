import { expect, test } from "vitest";
import { createPullWriter } from "./pull-writer.ts";

const row = {
  organizationId: "org_a",
  id: "pul_1",
  at: 0,
  image: "app",
  outcome: "anonymous",
  message: "",
  status: "started",
} as const;

/** A thread that does so with each group it is given. */
const threadThat = (does: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort } from "node:worker_threads"; let group = 0;
       parentPort.on("message", () => { group += 1; ${does} });`,
    )}`,
  );

test("a thread that dies acknowledges nothing, and the next group gets another one", async () => {
  const writer = createPullWriter("nowhere", threadThat("process.exit(1)"));
  for (const _ of [1, 2]) {
    await expect(writer.add([row])).rejects.toMatchObject({
      name: "StoreError",
      code: "uncertain",
    });
  }
  const thrower = createPullWriter("nowhere", threadThat('throw new Error("out of memory")'));
  await expect(thrower.add([row])).rejects.toMatchObject({ code: "uncertain" });
});

test("nothing is added behind its end, and an end without a group starts no thread", async () => {
  const writer = createPullWriter("nowhere", threadThat("process.exit(1)"));
  await writer.close();
  await expect(writer.add([row])).rejects.toMatchObject({ code: "unavailable" });
});
