import { readFile } from "node:fs/promises";
import { z } from "zod";
import { StartError } from "../boot/start-error.ts";

const headSchema = z.object({
  organizationId: z.string(),
  slug: z.string().nullable(),
  sequence: z.number().int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Where a chain ended when its head was printed. */
export type EarlierHead = z.infer<typeof headSchema>;

/** Reads what `berth audit head` printed. */
export async function readHeads(path: string): Promise<EarlierHead[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (err) {
    const code = err instanceof Error && "code" in err ? String(err.code) : "unknown error";
    throw new StartError("argument", `The file ${path} can't be read (${code}).`, err);
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const heads = lines.map((line) => headOf(line));
  if (heads.length > 0 && !heads.includes(null)) return heads as EarlierHead[];
  throw new StartError("argument", `The file ${path} is not what \`berth audit head\` prints.`);
}

function headOf(line: string): EarlierHead | null {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
