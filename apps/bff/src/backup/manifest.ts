import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export const manifestName = "manifest.json";
export const databaseName = "berth.db";

const manifestSchema = z.object({
  format: z.literal(1),
  /** ISO 8601 in UTC. */
  createdAt: z.iso.datetime({ precision: 3 }),
  instance: z.string(),
  /** How many migrations the database had. */
  schema: z.number().int().min(1),
  /** Ids of the key-encryption keys that wrap what is in it. They are not in it. */
  keys: z.array(z.string()),
  /** Rows by table. */
  rows: z.record(z.string(), z.number().int()),
  /** Where each organization's audit chain ended. */
  audit: z.array(
    z.object({ organizationId: z.string(), sequence: z.number().int(), hash: z.string() }),
  ),
  file: z.object({
    name: z.literal(databaseName),
    bytes: z.number().int(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});

/** What a backup says about itself. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of the backup in a folder, or one line that says why there is none. */
export async function readManifest(
  folder: string,
): Promise<{ ok: true; manifest: Manifest } | { ok: false; message: string }> {
  const path = join(folder, manifestName);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    const message = `There is no backup in ${folder}: ${manifestName} can't be read (${code}).`;
    return { ok: false, message };
  }
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(text));
    if (parsed.success) return { ok: true, manifest: parsed.data };
  } catch {
    // Said below: no JSON and another JSON are the same to whoever wants their data back.
  }
  return { ok: false, message: `${path} is damaged, or no manifest of a backup that Berth made.` };
}
