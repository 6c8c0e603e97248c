import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isDigest } from "./digest.ts";
import { manifestAccept, readManifest } from "./manifest.ts";

const ociManifest = "application/vnd.oci.image.manifest.v1+json";
const ociIndex = "application/vnd.oci.image.index.v1+json";
const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const hash = (algorithm: string, bytes: Uint8Array) =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;

const manifest = bytesOf({ schemaVersion: 2, mediaType: ociManifest, config: {}, layers: [] });

test("asks for images and indexes of both families in one header", () => {
  expect(manifestAccept.split(", ")).toEqual([
    ociIndex,
    "application/vnd.docker.distribution.manifest.list.v2+json",
    ociManifest,
    "application/vnd.docker.distribution.manifest.v2+json",
    "application/vnd.oci.artifact.manifest.v1+json",
    "*/*",
  ]);
});

test("recomputes the digest from the bytes", async () => {
  const digest = hash("sha256", manifest);
  expect(await readManifest(manifest, ociManifest, digest, null)).toEqual({
    ok: true,
    schema1: false,
    facts: {
      digest,
      digestFrom: "body",
      mediaType: ociManifest,
      sizeBytes: manifest.length,
      platforms: [],
    },
  });
});

test.each(["sha256", "sha384", "sha512"])("checks a requested %s digest", async (algorithm) => {
  const requested = hash(algorithm, manifest);
  const good = await readManifest(manifest, ociManifest, null, requested);
  expect(good).toMatchObject({ ok: true, facts: { digest: requested } });
  const changed = Buffer.concat([manifest, Buffer.from(" ")]);
  expect(await readManifest(changed, ociManifest, null, requested)).toMatchObject({
    ok: false,
    code: "digest",
    expected: requested,
  });
});

test("refuses a body that differs from the digest the registry claims", async () => {
  const claimed = hash("sha256", Buffer.from("other"));
  expect(await readManifest(manifest, ociManifest, claimed, null)).toMatchObject({
    code: "digest",
  });
  expect(await readManifest(manifest, ociManifest, "sha256:../../x", null)).toMatchObject({
    code: "digest",
    actual: "not a digest",
  });
});

test("refuses a body whose mediaType contradicts its Content-Type", async () => {
  expect(await readManifest(manifest, ociIndex, null, null)).toMatchObject({
    ok: false,
    code: "media-type",
    expected: ociIndex,
    actual: ociManifest,
  });
});

test("takes the type from the body where Content-Type is none of a manifest", async () => {
  expect(await readManifest(manifest, "application/json", null, null)).toMatchObject({
    facts: { mediaType: ociManifest },
  });
});

test.each([
  ["a web page", "<html></html>"],
  ["JSON of another kind", '{"ok":true}'],
  ["nothing", ""],
])("refuses %s", async (_name, body) => {
  expect(await readManifest(Buffer.from(body), "text/html", null, null)).toMatchObject({
    ok: false,
    code: "not-json",
  });
});

test("lists the platforms of an index without its attestations", async () => {
  const index = bytesOf({
    schemaVersion: 2,
    mediaType: ociIndex,
    manifests: [
      { platform: { os: "linux", architecture: "amd64" } },
      { platform: { os: "linux", architecture: "arm", variant: "v7" } },
      { platform: { os: "unknown", architecture: "unknown" } },
      { platform: { os: "li\nnux", architecture: "<b>" } },
      {},
    ],
  });
  expect(await readManifest(index, ociIndex, null, null)).toMatchObject({
    facts: { platforms: ["linux/amd64", "linux/arm/v7"] },
  });
});

test("takes a schema 1 manifest, whose digest doesn't cover its signatures, and says so", async () => {
  const type = "application/vnd.docker.distribution.manifest.v1+prettyjws";
  const claimed = hash("sha256", Buffer.from("payload"));
  expect(await readManifest(bytesOf({ schemaVersion: 1 }), type, claimed, null)).toMatchObject({
    ok: true,
    schema1: true,
    facts: { digest: claimed, digestFrom: "header" },
  });
});

test.each([
  ["another digest than the one that was asked for", hash("sha256", Buffer.from("other"))],
  ["no digest", "sha256:../../x"],
])("refuses a schema 1 manifest whose header names %s", async (_name, claimed) => {
  const type = "application/vnd.docker.distribution.manifest.v1+prettyjws";
  const requested = hash("sha256", Buffer.from("payload"));
  expect(await readManifest(bytesOf({ schemaVersion: 1 }), type, claimed, requested)).toMatchObject(
    { ok: false, code: "digest" },
  );
});

test("a body that calls itself schema 1 under the name of a later form is held to its digest", async () => {
  const body = bytesOf({ schemaVersion: 1, mediaType: ociManifest });
  const requested = hash("sha256", manifest);
  expect(await readManifest(body, ociManifest, null, requested)).toMatchObject({ code: "digest" });
});

test("a body under a name that is no manifest's is held to its digest as well", async () => {
  const claimed = hash("sha256", Buffer.from("other"));
  for (const type of ["application/json", null]) {
    expect(await readManifest(manifest, type, claimed, null), String(type)).toMatchObject({
      ok: false,
      code: "digest",
    });
  }
});

test.each([
  ["sha256 in lower case", `sha256:${"a".repeat(64)}`, true],
  ["upper case", `sha256:${"A".repeat(64)}`, false],
  ["a wrong length", `sha256:${"a".repeat(63)}`, false],
  ["an unknown algorithm", `md5:${"a".repeat(32)}`, false],
  ["an inherited name", `constructor:${"a".repeat(64)}`, false],
  ["a path", "sha256:../../etc/passwd", false],
  ["something behind it", `sha256:${"a".repeat(64)}:x`, false],
])("tells a digest from %s", (_name, text, expected) => {
  expect(isDigest(text)).toBe(expected);
});
