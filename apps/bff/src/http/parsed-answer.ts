import type { RouteDefinition } from "@berth/api-contract";
import type { Context } from "hono";
import type { HttpEnv } from "./http-env.ts";

/** What a handler gave, once its route's schema has let nothing through that the contract lacks. */
export type ParsedAnswer = {
  status: number;
  /** JSON, or empty. */
  body: string;
};

/** @throws where the answer does not fit the contract. */
export function parseAnswer(route: RouteDefinition, answer: unknown): ParsedAnswer {
  if (route.response === undefined) return { status: 204, body: "" };
  const parsed = route.response.safeParse(answer);
  if (!parsed.success) {
    throw new Error(`the answer of ${route.method} ${route.path} does not fit its schema`, {
      cause: parsed.error,
    });
  }
  return { status: route.status, body: JSON.stringify(parsed.data) };
}

/** `packed` is the body as gzip; an answer with a version goes out as it is, because its tag stands for these very bytes. */
export function jsonAnswer(
  c: Context<HttpEnv>,
  { status, body }: ParsedAnswer,
  packed: Uint8Array<ArrayBuffer> | null = null,
): Response {
  c.header("Cache-Control", "no-store");
  if (body === "") return c.body(null, 204);
  c.header("Content-Type", "application/json");
  const tag = versionTag(body);
  if (tag !== null) c.header("ETag", tag);
  if (tag !== null || packed === null) return c.body(body, status as 200);
  c.header("Content-Encoding", "gzip");
  c.header("Vary", "Accept-Encoding", { append: true });
  return c.body(packed, status as 200);
}

/**
 * An answer to a worker's POST, with all its headers at once: set one by one they are a tenth of what a pull costs. No
 * header that was set before is in it.
 */
export function workerAnswer(c: Context<HttpEnv>, { status, body }: ParsedAnswer): Response {
  if (body === "") return jsonAnswer(c, { status, body });
  const headers = secretHeaders(c.get("fixedHeaders"));
  const response = new Response(body, { status, headers });
  c.set("complete", response);
  return response;
}

/** Of an answer that holds a secret. */
export function secretHeaders(fixed: Readonly<Record<string, string>>): Record<string, string> {
  return { ...fixed, "Cache-Control": "no-store", "Content-Type": "application/json" };
}

/** The tag of an answer that is one thing with a version: what `If-Match` takes. */
function versionTag(body: string): string | null {
  // Parsed only where it may be such an answer: pulls are asked for thousands of times a second.
  if (!/^\{"\w+":\{/.test(body) || !body.includes('"version":')) return null;
  const parts = Object.values(JSON.parse(body) as Record<string, unknown>);
  const [only] = parts;
  if (parts.length !== 1 || typeof only !== "object" || only === null) return null;
  return "version" in only && typeof only.version === "number" ? `"${only.version}"` : null;
}
