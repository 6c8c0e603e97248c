import { credentialFor, secretsOf } from "../pull/credential.ts";
import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { createOutput, type Streams } from "../output.ts";
import { plainText } from "../plain-text.ts";
import { hurried, readSettings, type Settings } from "../settings.ts";
import { version } from "../version.ts";
import { serverHost, serverOf } from "./server-host.ts";

export const helperActions = ["get", "store", "erase", "list", "version"] as const;
type Action = (typeof helperActions)[number];

/**
 * The texts by which clients tell one failure from another.
 * @see https://github.com/docker/docker-credential-helpers/blob/master/credentials/error.go
 */
const notFound = "credentials not found in native keychain";
const noServer = "no credentials server URL";
const noUser = "no credentials username";

/**
 * Somebody's `docker pull` waits for the answer. A Berth that is silent is asked twice, 17 s in all: what
 * the first attempt had it get from the registry, the second one finds.
 */
const patience = { retryMs: 10_000, attemptMs: 8_000 };

/** An error of the protocol: its text goes to standard output. */
class HelperError extends Error {}

type HelperOptions = Streams & Pick<CommandContext, "environment" | "signal" | "readInput">;

/** Runs one action from a command line. */
export async function runHelperLine(action: string, options: HelperOptions): Promise<ExitCode> {
  return runHelper(action, { ...options, output: createOutput(options) });
}

/** Speaks Docker's credential helper protocol: every failure is a text on standard output and exit 1. */
export async function runHelper(action: string, context: CommandContext): Promise<ExitCode> {
  const { output } = context;
  try {
    const known = helperActions.find((one) => one === action);
    if (known === undefined) throw new HelperError(`unknown action "${action}"`);
    await actions[known](context);
    return exitCode.ok;
  } catch (err) {
    const own = err instanceof HelperError || err instanceof Failure;
    const text = own ? err.message : `This is a fault in berth-worker itself: ${String(err)}`;
    output.line(output.redactor.redact(text));
    return exitCode.internal;
  }
}

const actions: Readonly<Record<Action, (context: CommandContext) => Promise<void>>> = {
  get: async (context) => {
    const server = await readServer(context);
    const host = serverHost(server);
    if (host === null) throw missing(context, `${plainText(server, 200)} is no registry's host.`);
    const { output, environment, signal } = context;
    const settings = hurried(readSettings(environment), patience);
    const answer = await withBerth(settings, output, (berth) =>
      berth.requestPatternCredential(
        { pattern: `${host}/*`, carrier: "docker-helper", ...projectOf(settings) },
        signal,
      ),
    );
    const message = plainText(answer.message);
    if (answer.outcome === "anonymous") throw missing(context, message);
    if (answer.outcome === "refused") throw new HelperError(`Berth refused: ${message}`);
    const found = await credentialFor(host, answer, { settings, signal });
    if (!found.ok) throw new HelperError(found.message);
    const { credential } = found;
    if (credential === null || "token" in credential) {
      throw new HelperError("Berth answered with what a credential helper can't pass on.");
    }
    for (const secret of secretsOf(credential)) output.redactor.add(secret);
    const { username, password } = credential;
    output.json({ ServerURL: server, Username: username, Secret: password });
  },

  // A login that somebody types is theirs; kept here it would be handed to every user of the machine.
  store: async (context) => {
    const { ServerURL, Username } = readLogin(await context.readInput());
    if (typeof ServerURL !== "string" || ServerURL.trim() === "") throw new HelperError(noServer);
    if (typeof Username !== "string" || Username.trim() === "") throw new HelperError(noUser);
    throw new HelperError(
      "Berth keeps no login from this machine: an admin adds the registry in Berth instead.",
    );
  },

  erase: async (context) => {
    await readServer(context);
  },

  list: async ({ output, environment, signal }) => {
    const settings = hurried(readSettings(environment), patience);
    const patterns = await withBerth(settings, output, (berth) => berth.patterns(signal));
    const hosts = patterns
      .filter(({ servesHost, refusal }) => servesHost && refusal === null)
      .map(({ pattern }) => serverOf(pattern.slice(0, pattern.indexOf("/"))));
    // The user name is known only once a credential is handed out, and listing hands none out.
    output.json(Object.fromEntries(hosts.sort().map((host) => [host, ""])));
  },

  version: async ({ output }) => output.line(`docker-credential-berth (berth-worker) ${version}`),
};

async function readServer({ readInput }: CommandContext): Promise<string> {
  const server = (await readInput()).trim();
  if (server === "") throw new HelperError(noServer);
  return server;
}

function readLogin(text: string): { ServerURL?: unknown; Username?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    throw new HelperError("the login to store is no JSON");
  }
}

function missing({ output }: CommandContext, why: string): HelperError {
  output.note(why);
  return new HelperError(notFound);
}

function projectOf({ project }: Settings): { project?: string } {
  return project === undefined ? {} : { project };
}
