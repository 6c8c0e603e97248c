/** What the words behind the server's file ask for: nothing but to start, a text, or something there is not. */
export type ServerWords =
  | { kind: "start" }
  | { kind: "say"; text: string }
  | { kind: "refuse"; line: string };

/** Wrong words end the process with this, before anything is read or written. */
export const wrongWordsExit = 2;

/** Reads what stands behind the server's file on its command line. */
export function readServerWords(words: readonly string[], version: string): ServerWords {
  const [word, ...more] = words;
  if (word === undefined) return { kind: "start" };
  if (more.length === 0 && (word === "--help" || word === "-h")) return { kind: "say", text: help };
  if (more.length === 0 && (word === "--version" || word === "-v")) {
    return { kind: "say", text: version };
  }
  const known = word.startsWith("-") ? "option" : "word";
  return {
    kind: "refuse",
    line: `The server takes no ${known} ${JSON.stringify(words.join(" "))}: it is set up by BERTH_* variables; --help says more, and commands are those of \`berth\`.`,
  };
}

const help = `Usage: node server.mjs

Starts Berth and prints its address. It takes no words: everything is set by environment variables,
which docs/configuration.md lists.

  BERTH_HOST, BERTH_PORT   where it listens (127.0.0.1, 8080)
  BERTH_PUBLIC_URL         where people and workers reach it
  BERTH_DATA_DIR           its data folder (./data)
  BERTH_DATABASE_URL       a PostgreSQL database instead of a file in that folder
  BERTH_KEY                where the key that seals secrets is read from

  -h, --help               print this help
  -v, --version            print the version

Backup, keys, export and the like are commands of \`berth\`: \`berth --help\`.`;
