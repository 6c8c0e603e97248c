import { randomBytes, randomInt } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { boot } from "../src/boot/boot.ts";
import { openSecret } from "../src/services/secrets/open.ts";
import {
  passwordPlace,
  sealedRegistry,
  standard,
} from "../src/services/testing/sealed-registry.ts";
import { entry, t0 } from "../src/store/contract/sample.ts";
import { startChild } from "./child.ts";
import { atLeast, exactly, type Scenario } from "./scenario.ts";

/**
 * C-08, R-02: keys are replaced while a server reads and saves 20 secrets a second, and the command that
 * replaces them is killed at any moment, again and again. Nothing becomes unreadable, no read fails.
 */
export const rotation: Scenario = {
  id: "C-08",
  name: "key rotation under writes and kill -9",
  async run({ folder, count }) {
    const secrets = 30;
    const env = (kek: number): Record<string, string> => ({
      BERTH_DATA_DIR: join(folder, "data"),
      BERTH_PORT: "0",
      BERTH_KEY: `file:${join(folder, `${kek}.key`)}`,
      ...(kek === 0 ? {} : { BERTH_KEY_PREVIOUS: `file:${join(folder, `${kek - 1}.key`)}` }),
    });
    const start = (kek: number) =>
      boot({
        env: env(kek),
        cwd: folder,
        bind: () => Promise.resolve({ port: 1, close: () => Promise.resolve() }),
        onBroken: (err) => {
          throw err;
        },
      });
    const newKey = (kek: number) =>
      writeFile(join(folder, `${kek}.key`), randomBytes(32).toString("base64"), { mode: 0o600 });
    await newKey(0);
    let server = await start(0);
    await server.store.setup.createOwner({
      person: { id: "per_a", name: "A", email: "a@example.com" },
      account: { id: "acc", passwordHash: "x" },
      organization: { id: "org_a", slug: "acme", name: "Acme" },
      memberId: "mem",
      orgKey: await server.vault.newOrgKey("org_a", t0),
      at: t0,
      audit: entry({ action: "organization.create" }),
    });
    const expected = new Map<string, string>();
    for (let index = 0; index < secrets; index += 1) {
      const id = `reg_${index}`;
      await server.store.registries.create(
        await sealedRegistry(server.vault, "org_a", id, Buffer.from(`${id} 1`)),
      );
      expected.set(id, `${id} 1`);
    }
    const sums = { reads: 0, failedReads: 0, writes: 0, failedWrites: 0, kills: 0, finished: 0 };
    const organization = { id: "org_a", slug: "acme", name: "Acme" };
    const read = async (id: string) => {
      const { store, vault } = server;
      const found = await store.registries.get("org_a", id);
      if (found === null) throw new Error("gone");
      const opened = await openSecret({ store, vault, organization }, standard, found);
      return opened.secret["password"];
    };
    const replace = async (id: string) => {
      const { store, vault } = server;
      const found = await store.registries.get("org_a", id);
      if (found === null || found.secret === null) throw new Error("gone");
      const version = found.secret.version + 1;
      const text = `${id} ${version}`;
      const place = { ...passwordPlace("org_a", id), secretVersion: version };
      const password = await vault.seal(place, Buffer.from(text));
      const done = await store.registries.replaceSecret({
        organizationId: "org_a",
        id,
        version: found.version,
        secret: { version, fingerprint: "f", fields: { password } },
        by: null,
        at: t0,
        audit: entry({ action: "registry.replace-secret" }),
      });
      if (done.ok) expected.set(id, text);
      else throw new Error(done.reason);
    };
    const load = { on: true };
    const loading = async () => {
      while (load.on) {
        const id = `reg_${randomInt(secrets)}`;
        await replace(id).then(
          () => (sums.writes += 1),
          () => (sums.failedWrites += 1),
        );
        const other = `reg_${randomInt(secrets)}`;
        const before = expected.get(other);
        await read(other).then(
          (text) => (text === before ? (sums.reads += 1) : (sums.failedReads += 1)),
          () => (sums.failedReads += 1),
        );
        await wait(50);
      }
    };
    const command = (kek: number, ...words: string[]) =>
      startChild(new URL("../src/berth.ts", import.meta.url), {
        args: words,
        env: env(kek),
        cwd: folder,
      });

    const rounds = count(2, 10);
    const killsEach = count(5, 10);
    for (let kek = 1; kek <= rounds; kek += 1) {
      await newKey(kek);
      await server.close();
      server = await start(kek);
      load.on = true;
      const running = loading();
      for (let kill = 0; kill < killsEach; kill += 1) {
        const child = command(kek, "keys", ...(kill % 2 === 0 ? ["rotate", "acme"] : ["rewrap"]));
        await wait(randomInt(350, 1_100));
        child.kill();
        if ((await child.ended) === "SIGKILL") sums.kills += 1;
      }
      if ((await command(kek, "keys", "rewrap").ended) === 0) sums.finished += 1;
      load.on = false;
      await running;
    }
    await server.close();
    // The newest key alone opens everything.
    const status = startChild(new URL("../src/berth.ts", import.meta.url), {
      args: ["keys", "status"],
      env: { ...env(rounds), BERTH_KEY_PREVIOUS: "" },
      cwd: folder,
    });
    const settled = await status.ended;
    server = await start(rounds);
    let unreadable = 0;
    for (const [id, text] of expected)
      if ((await read(id).catch(() => null)) !== text) unreadable += 1;
    await server.close();
    return [
      atLeast("kills of the command", sums.kills, count(4, 60)),
      atLeast("secrets saved meanwhile", sums.writes, count(20, 400)),
      atLeast("secrets read meanwhile", sums.reads, count(20, 400)),
      exactly("reads that failed", sums.failedReads, 0),
      exactly("saves that failed", sums.failedWrites, 0),
      exactly("rotations finished by the next run", sums.finished, rounds),
      exactly("exit of keys status with the newest key alone", Number(settled), 0),
      exactly("secrets unreadable in the end", unreadable, 0),
    ];
  },
};
