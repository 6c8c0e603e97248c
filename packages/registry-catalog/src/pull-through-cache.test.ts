import { describe, expect, test } from "vitest";
import { registryType, registryTypes } from "./catalog.ts";
import { renderTemplate } from "./guide.ts";
import { cachedName } from "./pull-through-cache.ts";
import type { Settings } from "./values.ts";

const nginx = { host: "docker.io", path: "library/nginx" };

function nameIn(slug: string, settings: Settings, image = nginx): string | null {
  const cache = registryType(slug)?.pullThroughCache?.(settings) ?? null;
  return cache === null ? null : renderTemplate(cachedName(cache, settings, image));
}

describe("what an image is called in a cache", () => {
  test.each<[string, Settings, string]>([
    [
      "aws-ecr",
      { accountId: "123456789012", regions: ["eu-west-1"], hostForm: "standard" },
      "123456789012.dkr.ecr.eu-west-1.amazonaws.com/docker-hub/library/nginx",
    ],
    [
      "aws-ecr",
      { accountId: "123456789012", regions: ["*"], hostForm: "dual-stack" },
      "123456789012.dkr-ecr.‹region›.on.aws/docker-hub/library/nginx",
    ],
    [
      "aws-ecr",
      { accountId: "123456789012", regions: ["cn-north-1"], hostForm: "standard" },
      "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/docker-hub/library/nginx",
    ],
    ["aws-ecr", {}, "‹account›.dkr.ecr.‹region›.amazonaws.com/docker-hub/library/nginx"],
    [
      "google-artifact-registry",
      { service: "artifact-registry", locations: ["europe-west1"], projectId: "acme" },
      "europe-west1-docker.pkg.dev/acme/‹remote repository›/library/nginx",
    ],
    [
      "google-artifact-registry",
      { locations: ["*"], projectId: "example.com:team" },
      "‹location›-docker.pkg.dev/example.com/team/‹remote repository›/library/nginx",
    ],
    [
      "google-artifact-registry",
      { service: "regional", locations: ["europe-west1"], projectId: "acme" },
      "docker.europe-west1.rep.pkg.dev/acme/‹remote repository›/library/nginx",
    ],
    [
      "azure-container-registry",
      { loginServer: "acme.azurecr.io" },
      "acme.azurecr.io/docker-hub/library/nginx",
    ],
    ["azure-container-registry", {}, "‹registry›.azurecr.io/docker-hub/library/nginx"],
    [
      "jfrog",
      { host: "acme.jfrog.io", method: "path" },
      "acme.jfrog.io/‹remote repository›/library/nginx",
    ],
    [
      "jfrog",
      { host: "acme.jfrog.io", method: "subdomain" },
      "acme-‹remote repository›.jfrog.io/library/nginx",
    ],
    [
      "jfrog",
      { host: "art.example.com", method: "subdomain" },
      "‹remote repository›.art.example.com/library/nginx",
    ],
    [
      "jfrog",
      { host: "art.example.com", method: "port", port: "8876" },
      "art.example.com:‹port of the remote repository›/library/nginx",
    ],
    ["jfrog", {}, "‹Artifactory host›/‹remote repository›/library/nginx"],
    [
      "standard",
      { preset: "harbor", host: "harbor.example.com" },
      "harbor.example.com/‹proxy project›/library/nginx",
    ],
    ["standard", { preset: "harbor" }, "‹Harbor host›/‹proxy project›/library/nginx"],
  ])("%s %o", (slug, settings, name) => {
    expect(nameIn(slug, settings)).toBe(name);
  });

  test("other upstreams have a prefix of their own", () => {
    const settings = { loginServer: "acme.azurecr.io" };
    const named = (host: string) =>
      nameIn("azure-container-registry", settings, { host, path: "a/b" });
    expect(named("ghcr.io")).toBe("acme.azurecr.io/github/a/b");
    expect(named("registry.example.com:5000")).toBe("acme.azurecr.io/registry/a/b");
    expect(named("[::1]:5000")).toBe("acme.azurecr.io/upstream/a/b");
  });

  test.each([
    ["docker.io", true, true],
    ["ghcr.io", true, true],
    ["registry.gitlab.com", true, false],
    ["other.azurecr.io", true, true],
    ["210987654321.dkr.ecr.eu-west-1.amazonaws.com", true, false],
    ["mcr.microsoft.com", false, true],
    ["gcr.io", false, true],
    ["nvcr.io", false, false],
    ["harbor.example.com", false, false],
    ["docker.io.example.com", false, false],
  ])("AWS and Azure fetch from some registries alone: %s", (upstream, aws, azure) => {
    const fetches = (slug: string) =>
      registryType(slug)?.pullThroughCache?.({})?.fetchesFrom?.(upstream);
    expect([fetches("aws-ecr"), fetches("azure-container-registry")]).toEqual([aws, azure]);
    for (const slug of ["google-artifact-registry", "jfrog"]) {
      expect(registryType(slug)?.pullThroughCache?.({})).not.toHaveProperty("fetchesFrom");
    }
  });

  test("Google's old hosts are served by their own repositories, which cache nothing", () => {
    const settings = { service: "gcr", gcrHosts: ["eu.gcr.io"], projectId: "acme" };
    expect(nameIn("google-artifact-registry", settings)).toBeNull();
  });

  test("Docker Hub caches nothing, and of standard registries only Harbor does", () => {
    expect(nameIn("docker-hub", {})).toBeNull();
    expect(nameIn("standard", { preset: "plain", host: "reg.example.com" })).toBeNull();
  });

  test("every cache says how it is set up for an upstream", () => {
    for (const type of registryTypes) {
      const cache = type.pullThroughCache?.({ preset: "harbor" }) ?? null;
      if (cache === null) continue;
      expect(cache.setUp("docker.io"), type.slug).toMatch(/`docker\.io.*\.$/);
    }
  });
});
