import { expect, test } from "vitest";
import { parseProxyPath } from "./proxy-path.ts";

const name = "0123456789abcdef";
const digest = `sha256:${"a".repeat(64)}`;

test.each([
  ["/v2/", { name: "", resource: { kind: "base" } }],
  [
    `/v2/${name}/manifests/1.2-rc_3`,
    { name, resource: { kind: "manifest", reference: "1.2-rc_3" } },
  ],
  [`/v2/${name}/manifests/${digest}`, { name, resource: { kind: "manifest", reference: digest } }],
  [`/v2/${name}/blobs/${digest}`, { name, resource: { kind: "blob", digest } }],
])("%s is served", (path, expected) => {
  expect(parseProxyPath(path)).toEqual(expected);
});

test.each([
  "",
  "/",
  "/v2/_catalog",
  `/v2/${name}/tags/list`,
  `/v2/${name}/blobs/uploads/`,
  `/v2/${name}/blobs/1`,
  `/v2/${name}/blobs/${digest}?ns=docker.io`,
  `/v2/${name}/manifests/..`,
  `/v2/${name}/manifests/a/b`,
  `/v2/${name}/manifests/%2e%2e`,
  `/v2/${name}/other/manifests/1`,
  `/v2/team/app/manifests/1`,
  `/v2/${name}/manifests/${"a".repeat(129)}`,
  "http://registry.example.com/v2/",
])("%s isn't", (path) => {
  expect(parseProxyPath(path)).toBeNull();
});
