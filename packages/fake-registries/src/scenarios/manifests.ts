import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { ociIndexType, ociManifestType } from "../images/media-types.ts";
import { registryError } from "../server/errors.ts";
import { withHeaders, type Scenario, type ScenarioContext } from "./scenario.ts";

/** Manifests that are wrong, huge or packed, once the client is signed in. */
export const manifests: Scenario[] = [
  head("head-405", "405 to HEAD, GET works", () =>
    registryError(405, "UNSUPPORTED", "unsupported"),
  ),
  head("head-400", "400 to HEAD, GET works", () =>
    registryError(400, "UNSUPPORTED", "unsupported"),
  ),
  content("manifest-over-4mib", "a manifest of 4 MiB and a byte", () => oversized()),
  content("wrong-digest", "a body that differs from its digest", (_context, answer) =>
    withHeaders(answer, { "docker-content-digest": `sha256:${"0".repeat(64)}` }),
  ),
  content("bad-digest", "a digest that is none", (_context, answer) =>
    withHeaders(answer, { "docker-content-digest": "sha256:../../etc/passwd" }),
  ),
  content("no-digest-header", "no Docker-Content-Digest", (_context, answer) =>
    withHeaders(answer, { "docker-content-digest": null }),
  ),
  content("wrong-media-type", "a Content-Type that the body contradicts", (_context, answer) =>
    withHeaders(answer, { "content-type": ociManifestType }),
  ),
  content("schema-1", "a manifest of the old schema 1", () => schema1()),
  content("warning-header", "success with a Warning header", (_context, answer) =>
    withHeaders(answer, { warning: '299 - "This registry will be switched off in May."' }),
  ),
  content("gzip-manifest", "50 MiB packed into 50 KiB of gzip", () =>
    packed("gzip", gzipSync(Buffer.alloc(50 * 1024 * 1024))),
  ),
  content("stacked-encodings", "a thousand content encodings", () =>
    packed(Array.from({ length: 1000 }, () => "gzip").join(", "), Buffer.from("x")),
  ),
  content("br-manifest", "a manifest packed with brotli", () => packed("br", Buffer.from("x"))),
];

function head(name: string, about: string, answer: () => Response): Scenario {
  return {
    name,
    about,
    before: ({ c, call }) =>
      call.kind === "manifest" && c.req.method === "HEAD" ? answer() : null,
  };
}

function content(
  name: string,
  about: string,
  change: (context: ScenarioContext, answer: Response) => Response,
): Scenario {
  return {
    name,
    about,
    after: (context, answer) =>
      context.call.kind === "manifest" && answer.ok ? change(context, answer) : answer,
  };
}

function oversized(): Response {
  const manifest = `{"schemaVersion":2,"mediaType":"${ociIndexType}","manifests":[]}`;
  const body = manifest.padEnd(4 * 1024 * 1024 + 1, " ");
  return new Response(body, { headers: { "content-type": ociIndexType } });
}

function schema1(): Response {
  const type = "application/vnd.docker.distribution.manifest.v1+prettyjws";
  const headers = { "content-type": type, "docker-content-digest": `sha256:${"1".repeat(64)}` };
  return new Response('{"schemaVersion":1,"name":"old","fsLayers":[]}', { headers });
}

function packed(encoding: string, body: Buffer): Response {
  const headers = { "content-type": ociIndexType, "content-encoding": encoding };
  return new Response(new Uint8Array(body), { headers });
}
