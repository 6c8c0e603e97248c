import { expect, test } from "vitest";
import { exchangeCurl } from "./exchange-curl.ts";

test("a request can be repeated by hand, without what it was signed in with", () => {
  const url = "https://reg.acme.example/v2/team/app/manifests/1";
  expect(exchangeCurl({ method: "HEAD", url, authorization: "bearer" })).toBe(
    [
      `curl --head '${url}'`,
      "--header 'accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json'",
      '--header "authorization: Bearer $REGISTRY_TOKEN"',
    ].join(" \\\n  "),
  );
  expect(
    exchangeCurl({ method: "GET", url: "https://reg.acme.example/v2/", authorization: "basic" }),
  ).toBe(
    `curl --include 'https://reg.acme.example/v2/' \\\n  --user "$REGISTRY_USER:$REGISTRY_SECRET"`,
  );
});

test("an address that a registry chose stays an address", () => {
  const url = "https://auth.example/token?service=a'; rm -rf ~; echo '";
  expect(exchangeCurl({ method: "GET", url, authorization: "none" })).toBe(
    String.raw`curl --include 'https://auth.example/token?service=a'\''; rm -rf ~; echo '\'''`,
  );
});

test("what can't be repeated is not offered", () => {
  const url = "https://login.example/token";
  expect(exchangeCurl({ method: "POST", url, authorization: "none" })).toBeNull();
  expect(exchangeCurl({ method: "GET", url, authorization: "other" })).toBeNull();
});
