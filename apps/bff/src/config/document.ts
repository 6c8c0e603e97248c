import { wrongWordsExit } from "../boot/server-words.ts";
import { exitCodes } from "../boot/start-error.ts";
import { variables } from "./variables.ts";

/** The operator's page about the configuration, printed from the schema itself. */
export function configurationPage(): string {
  const rows = Object.entries(variables.shape).map(([name, schema]) => {
    const { example, description } = schema.meta() ?? {};
    return `| \`${name}\` | ${String(example)} | ${String(description)} |`;
  });
  const codes = Object.entries(exitCodes).map(([name, code]) => `| ${code} | ${meaning(name)} |`);
  return `# Configuration

Berth is configured by environment variables only. An empty variable counts as one that is not set; a variable that begins with \`BERTH_\` and stands in no row below is named in a warning at start. This page is printed from the schema in \`apps/bff/src/config/variables.ts\`; a test keeps the two the same.

| variable | default | meaning |
|---|---|---|
${rows.join("\n")}

## When a start fails

One line says what is wrong, nothing on disk has changed, and the exit code tells a supervisor whether trying again makes sense.

| exit code | meaning |
|---|---|
| ${wrongWordsExit} | Words stand behind the server's file that it doesn't take; \`--help\` and \`--version\` are all. |
${codes.join("\n")}

The operator's commands (\`berth …\`) end with these too, and with 0 where it is done or was so already, 1 where something that was looked at is not in order, and 64 where the words are wrong or name something that isn't there.
`;
}

function meaning(name: string): string {
  return meanings[name as keyof typeof exitCodes];
}

const meanings: Record<keyof typeof exitCodes, string> = {
  data: "The database is damaged, written by a newer version, or not Berth's.",
  unavailable: "Node is older than 22.22.",
  internal:
    "A mistake of ours; the log says where. After one while the server ran, start it again: the next start recovers what was.",
  cannotCreate: "The data folder, or a file in or beside it, can't be created or written.",
  disk: "Not at the start: while the server ran, the disk failed under the database, so nothing may be acknowledged any more. Look at the disk; the next start recovers what was.",
  busy: "The port is taken, another Berth uses the data folder, or PostgreSQL does not answer. The only one of a start that is worth a retry.",
  forbidden: "The operating system does not let Berth listen on the port.",
  config: "A variable can't be used, or the key is missing or is not this database's.",
};
