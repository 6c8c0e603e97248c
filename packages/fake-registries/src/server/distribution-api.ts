import type { Context } from "hono";
import type { RegistryCall } from "../dialects/dialect.ts";
import type { World } from "../world.ts";
import { apiVersion, registryError } from "./errors.ts";
import type { FakeEnv } from "./fake-env.ts";

/** Answers a call that was let through: the content as it is. HEAD loses its body on the way out. */
export function answerCall(c: Context<FakeEnv>, call: RegistryCall, world: World): Response {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") {
    return registryError(405, "UNSUPPORTED", "this registry is read-only");
  }
  if (call.kind === "base") return c.json({}, 200, apiVersion);
  if (call.kind === "manifest") return manifest(call.repository, call.reference, world);
  if (call.kind === "blob") return blob(call.repository, call.digest, world);
  if (!world.store.has(call.repository)) return unknownName(call.repository);
  const tags = world.store.tags(call.repository);
  return c.json({ name: call.repository, tags }, 200, apiVersion);
}

function manifest(repository: string, reference: string, world: World): Response {
  if (!world.store.has(repository)) return unknownName(repository);
  const found = world.store.manifest(repository, reference);
  if (found === null) {
    return registryError(404, "MANIFEST_UNKNOWN", "manifest unknown", {
      detail: { Tag: reference },
    });
  }
  return bytes(found.bytes, found.mediaType, found.digest);
}

function blob(repository: string, digest: string, world: World): Response {
  const found = world.store.blob(repository, digest);
  if (found === null) return registryError(404, "BLOB_UNKNOWN", "blob unknown to registry");
  return bytes(found, "application/octet-stream", digest);
}

function bytes(body: Uint8Array, contentType: string, digest: string): Response {
  return new Response(new Uint8Array(body), {
    headers: {
      ...apiVersion,
      "content-type": contentType,
      "content-length": String(body.length),
      "docker-content-digest": digest,
    },
  });
}

function unknownName(name: string): Response {
  return registryError(404, "NAME_UNKNOWN", "repository name not known to registry", {
    detail: { name },
  });
}
