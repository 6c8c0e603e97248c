import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { boot, type Booted, type Bound } from "../../src/boot/boot.ts";
import { runCommandLine } from "../../src/commands/run-command-line.ts";
import type { Environment } from "../../src/config/config.ts";
import { entry, t0 } from "../../src/store/contract/sample.ts";
import { openSecret } from "../../src/services/secrets/open.ts";
import { sealedRegistry, standard } from "../../src/services/testing/sealed-registry.ts";

export type Ran = { code: number; lines: string[]; notes: string[] };

export type TestInstance = Awaited<ReturnType<typeof createInstance>>;

/**
 * An instance in a folder of its own, as a server's start leaves it and as the operator's commands find
 * it. The server part runs or not, as the test wants.
 */
export async function createInstance(initial: Environment = {}) {
  const folder = await mkdtemp(join(tmpdir(), "berth-instance-"));
  const dataDir = join(folder, "data");
  const path = join(dataDir, "berth.db");
  const open = new Set<Booted<Bound>>();
  const env: Environment = { BERTH_PORT: "0", BERTH_DATA_DIR: "data", ...initial };

  return {
    folder,
    dataDir,
    path,
    /** Of every start and command from now on. */
    env,

    async start(): Promise<Booted<Bound>> {
      const booted = await boot({
        env: { ...env },
        cwd: folder,
        bind: () => Promise.resolve({ port: 1, close: () => Promise.resolve() }),
        onBroken: (err) => {
          throw err;
        },
      });
      open.add(booted);
      return booted;
    },

    async stop(booted: Booted<Bound>): Promise<void> {
      open.delete(booted);
      await booted.close();
    },

    async run(...words: string[]): Promise<Ran> {
      const ran: Ran = { code: 0, lines: [], notes: [] };
      ran.code = await runCommandLine(words, {
        env: { ...env },
        cwd: folder,
        output: {
          line: (text) => void ran.lines.push(text),
          note: (text) => void ran.notes.push(text),
        },
      });
      return ran;
    },

    /** What somebody with the database file can do. */
    sql(statement: string): void {
      const handle = new Database(path);
      try {
        handle.exec(statement);
      } finally {
        handle.close();
      }
    },

    async dispose(): Promise<void> {
      for (const booted of open) await booted.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Organization A of Ada with as many registries as asked for, each with its sealed secret. */
export async function fill(booted: Booted<Bound>, registries = 1): Promise<void> {
  await booted.store.setup.createOwner({
    person: { id: "per_ada", name: "Ada", email: "ada@example.com" },
    account: { id: "acc_1", passwordHash: "x" },
    organization: { id: "org_a", slug: "acme", name: "Acme" },
    memberId: "mem_1",
    orgKey: await booted.vault.newOrgKey("org_a", t0),
    at: t0,
    audit: entry({ action: "organization.create" }),
  });
  for (let index = 1; index <= registries; index += 1) await addSealed(booted, `reg_${index}`);
}

export async function addSealed({ store, vault }: Booted<Bound>, id: string): Promise<void> {
  await store.registries.create(await sealedRegistry(vault, "org_a", id, secretOf(id)));
}

export function secretOf(registryId: string): Buffer {
  return Buffer.from(`the secret of ${registryId}`);
}

/** Every secret as the server would open it now. */
export async function openAll({ store, vault }: Booted<Bound>): Promise<string[]> {
  const organization = await store.people.organization("org_a");
  if (organization === null) throw new Error("no organization");
  const texts: string[] = [];
  for (const one of await store.registries.list("org_a")) {
    const opened = await openSecret({ store, vault, organization }, standard, one);
    texts.push(`${one.id}: ${opened.secret["password"] ?? "none"}`);
  }
  return texts;
}
