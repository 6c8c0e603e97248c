import type { Carrier, CheckInput } from "@berth/api-contract";
import { fakeCloud, vendorExamples, vendorNetwork, type FakeCloud } from "@berth/fake-registries";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

type Way = {
  carrier: Exclude<Carrier, "check">;
  ask: (worker: Client, image: string) => Promise<Response>;
};

const byImage = (carrier: "pull" | "kubelet" | "auth-file"): Way => ({
  carrier,
  ask: (worker, image) => worker.call("POST /worker/pulls", { body: { image, carrier } }),
});
const byHost = (carrier: "docker-helper" | "auth-file"): Way => ({
  carrier,
  ask: (worker, image) =>
    worker.call("POST /worker/pattern-credentials", {
      body: { pattern: `${image.slice(0, image.indexOf("/"))}/*`, carrier },
    }),
});

const ways: readonly Way[] = [
  byImage("pull"),
  byImage("kubelet"),
  byImage("auth-file"),
  byHost("docker-helper"),
  byHost("auth-file"),
];

/** Those whose own service is asked for what every carrier gets. */
const minting = [
  "aws-ecr",
  "azure-container-registry",
  "google-artifact-registry",
  "jfrog",
] as const;

describe.each(minting)("%s", (slug) => {
  const example = vendorExamples().find(({ type }) => type === slug);
  if (example === undefined) throw new Error(`no example of ${slug}`);
  const { image } = example;
  let cloud: FakeCloud;
  let acme: Acme;
  let registryId: string;
  let worker: Client;

  beforeAll(async () => {
    cloud = await fakeCloud({ vendors: { [slug]: example.vendor } });
    acme = await startAcme({
      outbound: {
        ...vendorNetwork(cloud.hosts),
        trustedCa: cloud.ca,
        limits: { headersMs: 250, requestMs: 1_000 },
      },
    });
    const registry = await addRegistry(
      acme.owner,
      { host: "" },
      {
        name: "Ours",
        type: slug as CheckInput extends { type: infer Type } ? Type : never,
        settings: { ...example.settings },
        secret: { ...example.secret },
        patterns: [`${image.slice(0, image.indexOf("/"))}/*`],
        testImage: image,
        // Artifactory makes no token for a group, so some carriers get the stored one once it is well.
        handOutStored: slug === "jfrog",
      },
    );
    registryId = registry.id;
    ({ worker } = await addWorker(acme));
  });
  afterAll(async () => {
    await acme.close();
    await cloud.close();
  });

  test.each(["service-outage", "service-rate-limited", "service-slow", "service-reset"])(
    "%s: each carrier is told when to ask again, it is written down, and the secret isn't to blame",
    async (scenario) => {
      const vendor = cloud.vendor(slug);
      for (const { carrier, ask } of ways) {
        acme.deps.pullCredentials.forget(registryId);
        vendor.play(scenario);
        const answer = await ask(worker, image);
        const text = await answer.text();
        expect([carrier, answer.status], text).toEqual([carrier, 503]);
        expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
        expect(text).toContain("'Ours' serves this image, but can't be asked");
        const { pulls } = await acme.owner.ok("GET /organizations/{org}/pulls", {
          params: org,
          query: { limit: "1" },
        });
        expect(pulls).toMatchObject([
          { carrier, status: "refused", reason: "registry_unavailable", credentialKind: null },
        ]);
        vendor.play(null);
        // Longer than it asked to be left alone.
        acme.advance(20_000);
        const again = await ask(worker, image);
        expect(await again.json()).toMatchObject({ outcome: "credential", reason: null });
        // What is at hand bridges the same trouble.
        vendor.play(scenario);
        expect((await ask(worker, image)).status).toBe(201);
        vendor.play(null);
      }
      expect(acme.rows("select health_state from registry")).toEqual([
        { health_state: "not-checked" },
      ]);
    },
  );
});
