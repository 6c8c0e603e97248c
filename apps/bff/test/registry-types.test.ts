import type { CheckInput, CheckView, RegistryView, WorkerPullAnswer } from "@berth/api-contract";
import { fakeCloud, vendorExamples, vendorNetwork, type FakeCloud } from "@berth/fake-registries";
import { registryType, registryTypes } from "@berth/registry-catalog";
import { coversHost, tokenBesideStored } from "@berth/registry-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, getRegistry, runCheck } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

const examples = vendorExamples().filter(({ type }) => registryType(type) !== undefined);

test("every type whose vendor has hosts of its own goes through what follows", () => {
  const others = registryTypes.filter(({ slug }) => slug !== "standard").map(({ slug }) => slug);
  expect(examples.map(({ type }) => type).toSorted()).toEqual(others.toSorted());
});

describe.each(examples.map((example) => [example.type, example] as const))(
  "%s",
  (slug, example) => {
    const type = registryType(slug);
    const body = {
      name: "Ours",
      type: example.type as CheckInput extends { type: infer Type } ? Type : never,
      settings: { ...example.settings },
      secret: { ...example.secret },
      patterns: [patternOf(example.image)],
      testImage: example.image,
    };
    const form = {
      subject: "form" as const,
      type: body.type,
      settings: body.settings,
      secret: body.secret,
      image: example.image,
    };
    let cloud: FakeCloud;
    let acme: Acme;
    let tried: CheckView;
    let registry: RegistryView;
    let worker: Client;

    beforeAll(async () => {
      cloud = await fakeCloud({ vendors: { [slug]: example.vendor } });
      acme = await startAcme({
        outbound: { ...vendorNetwork(cloud.hosts), trustedCa: cloud.ca },
      });
      tried = await runCheck(acme.owner, form);
      registry = await addRegistry(acme.owner, { host: "" }, { ...body, checkId: tried.id });
      ({ worker } = await addWorker(acme));
    });
    afterAll(async () => {
      await acme.close();
      await cloud.close();
    });

    test("is healthy at once where a check has proven it, and shows whom the secret belongs to", async () => {
      expect(tried.diagnosis).toMatchObject({ code: "OK", outcome: "ok" });
      expect(registry.health.state).toBe("healthy");
      expect(registry.identity).toBe(type?.identity(registry.settings as never));
      expect(registry.identity).not.toBeNull();
      const { registries } = await acme.owner.ok("GET /organizations/{org}/registries", {
        params: org,
      });
      expect(registries).toMatchObject([{ id: registry.id, type: slug, patterns: [{}] }]);
    });

    test("is checked as it was saved", async () => {
      const check = await runCheck(acme.owner, {
        subject: "registry",
        registryId: registry.id,
        image: example.image,
      });
      expect(check.diagnosis).toMatchObject({ code: "OK", outcome: "ok" });
      expect(check.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    });

    test("stays healthy and goes on serving while one image is refused to its secret", async () => {
      const check = await runCheck(acme.owner, {
        subject: "registry",
        registryId: registry.id,
        image: example.hiddenImage,
      });
      expect(check.diagnosis).toMatchObject({ outcome: "denied_or_missing" });
      expect((await getRegistry(acme.owner, registry.id)).health.state).toBe("healthy");
      const body = { image: example.image };
      expect(await worker.ok("POST /worker/pulls", { body })).toMatchObject({
        outcome: "credential",
      });
    });

    test("tells a wrong secret from a missing right, before anything is saved", async () => {
      const wrong = await runCheck(acme.owner, { ...form, secret: { ...example.wrongSecret } });
      expect(wrong.diagnosis).toMatchObject({ outcome: "bad_credential" });
      const hidden = await runCheck(acme.owner, { ...form, image: example.hiddenImage });
      expect(hidden.diagnosis).toMatchObject({ outcome: "denied_or_missing" });
    });

    test("serves the image that its pattern covers", async () => {
      const { explanations } = await acme.owner.ok("POST /organizations/{org}/explain", {
        params: org,
        body: { images: [example.image] },
      });
      expect(explanations).toMatchObject([{ winner: { registry: { name: "Ours" } } }]);
    });

    test("gives a worker a credential that ends, in place of the stored secret", async () => {
      const answer: WorkerPullAnswer = await worker.ok("POST /worker/pulls", {
        body: { image: example.image },
      });
      expect(answer).toMatchObject({ outcome: "credential", reason: null });
      expect(answer.scope).not.toBe("everything this secret allows");
      const left = Date.parse(answer.expiresAt ?? "") - Date.now();
      expect(left).toBeGreaterThan(60_000);
      expect(left).toBeLessThanOrEqual(12.1 * 3_600_000);
      for (const secret of Object.values(example.secret)) {
        expect(JSON.stringify(answer)).not.toContain(telltale(secret));
      }
    });

    test("is asked once for sixty workers that come at the same moment", async () => {
      acme.deps.pullCredentials.forget(registry.id);
      const vendor = cloud.vendor(slug);
      const before = vendor.requests.length;
      // Where one credential serves the whole host, carriers of every kind share it.
      const ofRegistry = tokenBesideStored(slug);
      const wide = coversHost(slug) && !ofRegistry;
      const asks = Array.from({ length: 60 }, (_, at) =>
        worker.ok("POST /worker/pulls", {
          body: {
            image: example.image,
            carrier: wide && at % 3 === 1 ? "kubelet" : "pull",
          },
        }),
      );
      const answers = await Promise.all(asks);
      expect(new Set(answers.map(({ credential }) => JSON.stringify(credential))).size).toBe(1);
      expect(answers[0]?.outcome).toBe("credential");
      const sent = vendor.requests.length - before;
      expect(sent).toBeGreaterThan(0);
      // The challenge and the token; where one for the whole host is refused, that was tried before.
      expect(sent).toBeLessThanOrEqual(wide ? 1 : ofRegistry ? 3 : 2);
    });

    test("writes no secret down, neither the saved one nor one that was only tried", async () => {
      const { checks } = await acme.owner.ok("GET /organizations/{org}/checks", {
        params: org,
        query: {},
      });
      const stored = acme
        .rows("select name from sqlite_master where type = 'table'")
        .flatMap(({ name }) => acme.rows(`select * from "${String(name)}"`))
        .flatMap((row) => Object.values(row))
        .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)));
      const written = [JSON.stringify(checks), acme.logText(), ...stored].join("\n");
      expect(written).toContain(example.image);
      const secrets = [example.secret, example.wrongSecret].flatMap((one) => Object.values(one));
      for (const secret of secrets) expect(written).not.toContain(telltale(secret));
    });

    test("a name changes without the secret, a saved setting sent back unchanged as well", async () => {
      const { settings, version } = await getRegistry(acme.owner, registry.id);
      const answer = await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
        params: { ...org, id: registry.id },
        body: { version, name: "Renamed", settings: withoutSupplied(settings ?? {}) },
      });
      expect(answer.registry).toMatchObject({ name: "Renamed", settings, secret: { version: 1 } });
    });

    test("a new secret is tried first, and a wrong one isn't taken without a reason", async () => {
      const params = { ...org, id: registry.id };
      const { version } = await getRegistry(acme.owner, registry.id);
      const put = (secret: Readonly<Record<string, string>>, checkId: string) => ({
        params,
        body: { version, secret: { ...secret }, checkId },
      });
      const tryOut = (secret: Readonly<Record<string, string>>) =>
        runCheck(acme.owner, {
          subject: "new-secret",
          registryId: registry.id,
          secret: { ...secret },
          image: example.image,
        });
      const route = "PUT /organizations/{org}/registries/{id}/secret";
      const failed = await tryOut(example.wrongSecret);
      expect(failed.diagnosis?.outcome).toBe("bad_credential");
      expect(await acme.owner.refused(route, put(example.wrongSecret, failed.id))).toMatchObject({
        status: 422,
      });
      const passed = await tryOut(example.secret);
      expect(passed.diagnosis?.outcome).toBe("ok");
      const answer = await acme.owner.ok(route, put(example.secret, passed.id));
      expect(answer.registry).toMatchObject({
        secret: { version: 2 },
        health: { state: "healthy" },
      });
    });

    /** What the console sends: everything but what nobody types. */
    function withoutSupplied(settings: Readonly<Record<string, unknown>>) {
      const typed = (name: string) =>
        type?.settings.find((field) => field.name === name)?.supplied === undefined;
      return Object.fromEntries(Object.entries(settings).filter(([name]) => typed(name))) as never;
    }
  },
);

/** The repository of an image, as a pattern. */
function patternOf(image: string): string {
  return image.slice(0, image.lastIndexOf(":"));
}

/** A part of a secret that stands in it however it is written; of a key file, a line of the key. */
function telltale(secret: string): string {
  const parts = secret.match(/[\w+/~]{16,64}/g) ?? [];
  return (parts[Math.floor(parts.length / 2)] ?? secret).slice(2, 40);
}
