import { z } from "zod";
import { timeSchema } from "./common.ts";

export const instancePartNames = ["database", "key", "schema", "schedule"] as const;

/** This installation, for whoever looks after an organization in it: nothing of it is secret, and nothing names a host. */
export const instanceSchema = z.object({
  version: z.string(),
  node: z.string(),
  /** When the server that answers was started. */
  startedAt: timeSchema,
  createdAt: timeSchema,
  database: z.object({
    engine: z.enum(["sqlite", "postgresql"]),
    version: z.string(),
    /** Whether several servers may run on it. */
    shared: z.boolean(),
    /** Migrations the database has, and those this version knows. */
    schema: z.number().int(),
    known: z.number().int(),
  }),
  keys: z.object({
    /** Since when the key-encryption key in use is known. */
    since: timeSchema,
    /** Keys before it that are not forgotten yet: a rotation has begun and not ended. */
    earlier: z.number().int(),
    /** The organization's newest key: secrets that are saved now are sealed under it. */
    organization: z.object({ version: z.number().int(), since: timeSchema }).nullable(),
    /** Whether the organization's keys could be recovered without the key-encryption key. */
    recoverable: z.boolean(),
  }),
  /** When `berth backup` last wrote one; null where it never did, and with PostgreSQL, which has tools of its own. */
  lastBackupAt: timeSchema.nullable(),
  /** Milliseconds between two re-checks of a registry; null: none. */
  reCheckIntervalMs: z.number().int().nullable(),
  mail: z.boolean(),
  singleSignOn: z.boolean(),
  parts: z.array(
    z.object({
      name: z.enum(instancePartNames),
      ok: z.boolean(),
      /** In a sentence. */
      message: z.string(),
    }),
  ),
});

export type InstanceView = z.infer<typeof instanceSchema>;
