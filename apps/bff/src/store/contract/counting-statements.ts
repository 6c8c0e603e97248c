import { readdirSync, readFileSync } from "node:fs";

/** What a migration that began to count does with the pulls that are there. SQLite reads both kinds of quotes. */
export function countingStatements(engine: "postgres" | "sqlite", migration: string): string[] {
  const folder = new URL(`../${engine}/migrations/`, import.meta.url);
  const name = readdirSync(folder).find((file) => file.endsWith(`_${migration}.sql`)) ?? "";
  return readFileSync(new URL(name, folder), "utf8")
    .replaceAll("`", '"')
    .split("--> statement-breakpoint")
    .map((statement) => statement.trim())
    .filter((statement) => statement.startsWith("INSERT"));
}
