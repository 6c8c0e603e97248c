import { Hono } from "hono";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createLogger } from "../../log.ts";
import { fuzzRuns } from "../../testing/run-count.ts";
import { errorResponse } from "../error-response.ts";
import type { HttpEnv } from "../http-env.ts";
import { before } from "../middleware/before.ts";
import { isPlainPath, pathRule } from "../middleware/path-rule.ts";
import type { BuildFile } from "./build-files.ts";
import { serveConsole } from "./serve-console.ts";

/**
 * S-23: two readers must never take one address for two things. Whatever a request line holds, either it is
 * refused before any handler, or the URL parser, the router and the list of files agree on what it names.
 */

const log = createLogger({ destination: { write: () => {} } });
const names = ["/index.html", "/theme.js", "/assets/index-a1.js", "/assets/b%20c.css"];

function file(path: string): BuildFile {
  const plain = Buffer.from(`content of ${path}`);
  return {
    path,
    contentType: "text/plain",
    immutable: false,
    etag: '"x"',
    plain,
    br: null,
    gz: null,
  };
}

const files = new Map(names.map((path) => [path, file(path)]));
const reached: string[] = [];
const app = new Hono<HttpEnv>();
app.onError((err, c) => errorResponse(err, c, log));
app.use(before(pathRule));
app.get("/api/v1/organizations/:org/registries/:id", (c) => {
  const { org, id } = c.req.param();
  reached.push(JSON.stringify([org, id]));
  return c.text("registry");
});
serveConsole(app, files);

const pieces =
  "/ // . .. ... %2e %2E%2e %2f %2F %5c \\ %00 %0a %0d %25 %2525 ; ? # @ : * ~ + %20 %c0%af %ff %ef%bc%8f %e2%80%8e % %z %4 ä ／ \u202e \0 \t \r \n http://evil.test //evil.test api v1 organizations acme other registries reg_1 assets index-a1.js index.html theme.js worker .env etc passwd".split(
    " ",
  );
const parts = fc.constantFrom(...pieces, " ");
const target = fc.oneof(
  fc.array(parts, { maxLength: 12 }).map((all) => `/${all.join("")}`),
  fc.array(parts, { maxLength: 12 }).map((all) => `/${all.join("/")}`),
  fc
    .array(parts, { maxLength: 6 })
    .map((all) => `/api/v1/organizations/acme/registries/${all.join("")}`),
  fc.webPath().map((path) => `/${path}`),
  fc.string({ unit: "binary", maxLength: 60 }).map((text) => `/${text}`),
);

test(
  "S-23: router, files and parser agree on every address that is not refused",
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(target, async (text) => {
        reached.length = 0;
        const answer = await ask(text);
        const seen = { status: answer.status, reached: [...reached], body: await answer.text() };
        expect(seen).toMatchObject(expected(text));
      }),
      { numRuns: fuzzRuns(200_000) },
    );
  },
);

/** What an address must come to, worked out from its text alone. */
function expected(text: string): { status: number; reached: string[]; body?: string } {
  if (!isPlainPath(text)) return { status: 400, reached: [] };
  const path = text.split(/[?#]/)[0] ?? "";
  // Nothing was repaired on the way: what is asked for is what is written.
  if (new URL(text, "http://berth.test").pathname !== path) return { status: -1, reached: [] };
  const named = path === "/" ? "/index.html" : path;
  if (files.has(named)) return { status: 200, reached: [], body: `content of ${named}` };
  const item = /^\/api\/v1\/organizations\/([^/]+)\/registries\/([^/]+)$/.exec(path);
  if (item !== null) {
    const [org, id] = item.slice(1).map(decodeURIComponent);
    // A name that holds a separator or means another folder would be a second reading of the address.
    if (/[/\\\0]|^\.+$/.test(`${org}${id}`)) return { status: -1, reached: [] };
    return { status: 200, reached: [JSON.stringify([org, id])], body: "registry" };
  }
  const page = !/^\/(?:api|assets|worker)(?:\/|$)/.test(path) && !/\.[^/]*$/.test(path);
  if (page) return { status: 200, reached: [], body: "content of /index.html" };
  return { status: 404, reached: [] };
}

/** The request line as it came over the wire, beside what the platform's parser made of it. */
async function ask(text: string): Promise<Response> {
  const parsed = URL.canParse(text, "http://berth.test")
    ? new URL(text, "http://berth.test")
    : null;
  const path = parsed?.host === "berth.test" ? `${parsed.pathname}${parsed.search}` : "/";
  return await app.request(path, {}, { incoming: { url: text } });
}
