import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostKinship } from "./host-forms.ts";

function kinship(pattern: string, image: string): unknown {
  const [host = "", ...path] = pattern.split("/");
  const [imageHost = "", ...imagePath] = image.split("/");
  return hostKinship(
    { host, path: path.join("/") },
    { host: imageHost, path: imagePath.join("/") },
  );
}

describe("hosts are akin", () => {
  test.each([
    ["reg.io/*", "reg.io:5000/x", "port"],
    ["reg.io:5000/*", "reg.io/x", "port"],
    [
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/*",
      "123456789012.dkr.ecr.us-east-1.amazonaws.com/x",
      "region",
    ],
    [
      "123456789012.dkr.ecr.*.amazonaws.com/*",
      "123456789012.dkr-ecr.us-east-1.on.aws/x",
      "host-form",
    ],
    [
      "123456789012.dkr.ecr.*.amazonaws.com/*",
      "210987654321.dkr.ecr.us-east-1.amazonaws.com/x",
      "account",
    ],
    ["us-docker.pkg.dev/one/*", "eu-docker.pkg.dev/one/x", "region"],
    ["us.gcr.io/one/*", "us-docker.pkg.dev/one/x/y", "host-form"],
    ["acme-docker.jfrog.io/app", "acme.jfrog.io/docker/app", "host-form"],
    ["registry.example.com/*", "regsitry.example.com/x", "typo"],
    ["registry.example.com/*", "registry.exmple.com/x", "typo"],
    ["registry.example.com/*", "registrry.example.comm/x", "typo"],
    ["acme.jfrog.io/docker/*", "acmee.jfrog.io/docker/x", "typo"],
  ])("%s and %s: %s", (pattern, image, kind) => {
    expect(kinship(pattern, image)).toMatchObject({ kind });
  });

  test.each([
    ["reg.io/*", "quay.io/x"],
    ["us-docker.pkg.dev/one/*", "eu-docker.pkg.dev/two/x"],
    ["acme.jfrog.io/docker/*", "other.jfrog.io/docker/x"],
    ["registry.example.com/*", "registry.sample.org/x"],
    ["a.io/*", "b.io/x"],
    ["reg.io/*", "reg.io.evil.com/x"],
  ])("%s and %s are strangers", (pattern, image) => {
    expect(kinship(pattern, image)).toBeNull();
  });

  test("up to two slips are a typo, three are not", () => {
    const host = "registry.example.com";
    const kind = fc.constantFrom("drop", "double", "swap", "wrong");
    const slip = (min: number, max: number): fc.Arbitrary<readonly [number, string]> =>
      fc.tuple(fc.integer({ min, max }), kind);
    fc.assert(
      fc.property(slip(11, 17), fc.option(slip(0, 6)), (late, early) => {
        const once = slipped(host, ...late);
        const typed = early === null ? once : slipped(once, ...early);
        fc.pre(typed !== host);
        expect(kinship(`${host}/*`, `${typed}/x`)).toEqual({ kind: "typo" });
      }),
    );
    expect(kinship(`${host}/*`, "rgistry.exmple.cm/x")).toBeNull();
  });
});

function slipped(text: string, at: number, kind: string): string {
  const [before, char, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  if (kind === "drop") return before + after;
  if (kind === "double") return before + char + char + after;
  if (kind === "wrong") return `${before}0${after}`;
  return before + after.slice(0, 1) + char + after.slice(1);
}
