import { managers, type InstanceView } from "@berth/api-contract";
import packageFacts from "../../../package.json" with { type: "json" };
import type { DatabaseFacts } from "../../store/ports/database-facts.ts";
import { requireRole, type MemberContext } from "../context.ts";
import { iso, isoOrNull } from "../time.ts";

/** Turns are looked for every second; what waits this long has nobody who takes it. */
const lateAfterMs = 5 * 60_000;

/** This installation as an organization may see it: no address, no path and no secret of the server's. */
export async function getInstance(ctx: MemberContext): Promise<InstanceView> {
  requireRole(ctx, managers);
  const { store, server, clock } = ctx;
  const [database, instance, keyring, orgKeys, late, backedUp] = await Promise.all([
    store.facts(),
    store.instance.read(),
    store.keys.keyring(),
    store.keys.orgKeys(ctx.organization.id),
    store.jobs.late(clock() - lateAfterMs),
    server.lastBackup(),
  ]);
  const active = keyring.find((key) => key.active);
  if (instance === null || active === undefined) throw new Error("an instance without a key");
  const [newest] = orgKeys;
  return {
    version: packageFacts.version,
    node: process.versions.node,
    startedAt: iso(server.startedAt),
    createdAt: iso(instance.createdAt),
    database: { ...database, shared: store.shared },
    keys: {
      since: iso(active.createdAt),
      earlier: keyring.length - 1,
      organization:
        newest === undefined ? null : { version: newest.version, since: iso(newest.createdAt) },
      recoverable: orgKeys.length > 0 && orgKeys.every(({ recovery }) => recovery !== null),
    },
    lastBackupAt: isoOrNull(backedUp),
    reCheckIntervalMs: server.reCheckIntervalMs,
    mail: ctx.mailer !== null,
    singleSignOn: ctx.identityProvider !== null,
    parts: [
      { name: "database", ok: true, message: "The database answers." },
      keyPart(ctx),
      schemaPart(database),
      schedulePart(late),
    ],
  };
}

type Part = InstanceView["parts"][number];

function keyPart({ vault }: MemberContext): Part {
  try {
    vault.instanceSecret("readiness");
    return { name: "key", ok: true, message: "The key-encryption key is at hand." };
  } catch {
    const message = "The key-encryption key can't be used, so no secret can be opened.";
    return { name: "key", ok: false, message };
  }
}

function schemaPart({ schema, known }: DatabaseFacts): Part {
  if (schema === known) {
    return { name: "schema", ok: true, message: "The tables are those of this version." };
  }
  const message =
    "A newer version has changed the tables. This server has to be replaced by that version.";
  return { name: "schema", ok: false, message };
}

function schedulePart(late: number): Part {
  if (late === 0) {
    return { name: "schedule", ok: true, message: "Scheduled work is done in time." };
  }
  const what = late === 1 ? "1 piece of scheduled work is" : `${late} pieces of scheduled work are`;
  return { name: "schedule", ok: false, message: `${what} more than five minutes late.` };
}
