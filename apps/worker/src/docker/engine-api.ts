import { request, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";

/** Why the engine didn't do what it was asked for, in its own words. */
export class EngineError extends Error {
  override name = "EngineError";
}

export type EngineRequest = {
  socket: string;
  method: "GET" | "POST" | "DELETE";
  path: string;
  signal: AbortSignal;
};

const answerLengthMax = 64 * 1024;

/**
 * Asks the Docker engine for one thing and waits until it has said all. The login that goes along is always
 * the empty one. @throws {EngineError} where it says no; any other error where it isn't there.
 * @see https://docs.docker.com/reference/api/engine/
 */
export async function askEngine({ socket, method, path, signal }: EngineRequest): Promise<void> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const noLogin = Buffer.from("{}").toString("base64url");
    const headers = { "x-registry-auth": noLogin, host: "docker" };
    request({ socketPath: socket, method, path, headers, signal }, resolve)
      .once("error", reject)
      .end();
  });
  let lines = 0;
  let last = "";
  // A pull answers 200 at once and says in one of its lines how it went.
  for await (const line of createInterface({ input: answer, crlfDelay: Infinity })) {
    lines += 1;
    last = line.slice(0, answerLengthMax);
    const error = errorIn(last);
    if (error !== null) throw new EngineError(error);
  }
  const { statusCode = 0 } = answer;
  if (statusCode >= 400) throw new EngineError(messageIn(last) ?? `it answered ${statusCode}`);
  if (!answer.complete) throw new EngineError(`it broke off after ${lines} lines`);
}

function errorIn(line: string): string | null {
  return line.includes('"error') ? textOf(line, "error") : null;
}

function messageIn(line: string): string | null {
  return textOf(line, "message");
}

function textOf(line: string, key: string): string | null {
  try {
    const value = (JSON.parse(line) as Record<string, unknown> | null)?.[key];
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
