import { routes, type RegistryView, type RouteDefinition } from "@berth/api-contract";
import {
  createTestAuthority,
  fakeCloud,
  vendorExamples,
  vendorNetwork,
  type FakeCloud,
} from "@berth/fake-registries";
import {
  bindingFieldNames,
  bindingFields,
  changedBinding,
  checkSettings,
  registryType,
  registryTypes,
  type RegistryType,
  type Settings,
} from "@berth/registry-catalog";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { fuzzRuns } from "../src/testing/run-count.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry, getRegistry } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

/**
 * E-74 to E-81: a stored secret is bound to the place it may be sent to. Every field of the destination, of
 * every type, by every way to write one: without the secret it stays as it was, nothing is dialled, and
 * whoever changes it behind the server's back has a secret that opens nowhere.
 */

const standardExample = {
  type: "standard",
  image: "reg.acme.example/team/app:1",
  settings: { preset: "plain", tls: "public", host: "reg.acme.example", username: "robot" },
  secret: { password: "s3cret-of-acme-example" },
};
const examples = [...vendorExamples(), standardExample].filter(
  ({ type }) => registryType(type) !== undefined,
);

/** Values that some setting of some type takes; the type itself decides which. */
const texts =
  "other.example.com|other.example.com:8443|reg.acme.example:8443|other.jfrog.io|otherregistry.azurecr.io|europe-north1-docker.pkg.dev|mallory|999999999999|eu-north-1|us-gov-west-1|https://auth.other.example.com|AKIAOTHEROTHEROTHER0|99999999-2222-4333-8444-555555555555|arn:aws:iam::999999999999:role/other|public|private-ca|http|cloud|self-managed|path|subdomain|port|standard|fips|dual-stack|access-key|role|service-principal|token|token-password|other-project|other-repo|elsewhere||eu-west-1".split(
    "|",
  );
const values: readonly unknown[] = [...texts, true, false, [], ["other-repo"], ["a", "b"]];

const reached = new Set<string>();

test("every registry type is among those that are tried", () => {
  expect(new Set(examples.map(({ type }) => type))).toEqual(
    new Set(registryTypes.map(({ slug }) => slug)),
  );
});

describe.each(examples.map((example) => [example.type, example] as const))(
  "%s",
  (slug, example) => {
    const type = registryType(slug) as RegistryType;
    let cloud: FakeCloud;
    let acme: Acme;
    let saved: RegistryView;
    let dialled = 0;
    let ca: string;

    beforeAll(async () => {
      ca = (await createTestAuthority()).ca;
      cloud = await fakeCloud({ vendors: "vendor" in example ? { [slug]: example.vendor } : {} });
      const network = vendorNetwork(cloud.hosts);
      acme = await startAcme({
        outbound: {
          resolver: network.resolver,
          dialer: (...call) => {
            dialled += 1;
            return network.dialer(...call);
          },
          trustedCa: cloud.ca,
        },
      });
      saved = await addRegistry(
        acme.owner,
        { host: "" },
        {
          name: "Ours",
          type: slug as "standard",
          settings: { ...example.settings },
          secret: { ...example.secret },
          patterns: [example.image.replace(/:[^:/]+$/, "")],
          testImage: example.image,
        },
      );
    });
    afterAll(async () => {
      await acme.close();
      await cloud.close();
    });

    /** Settings that the type accepts and that differ from the saved ones in some fields. */
    const candidates = () => {
      const names = type.settings.map(({ name }) => name);
      const value = fc.constantFrom<unknown>(...values, ca);
      return fc
        .uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 })
        .chain((chosen) => fc.tuple(...chosen.map((name) => fc.tuple(fc.constant(name), value))))
        .map((pairs) => ({ ...saved.settings, ...Object.fromEntries(pairs) }));
    };
    const accepted = (settings: Record<string, unknown>): Settings | null => {
      const checked = checkSettings(type, { ...settings });
      return checked.ok ? checked.settings : null;
    };
    const moved = (after: Settings) =>
      changedBinding(bindingFields(type, saved.settings as Settings), bindingFields(type, after));
    const secretField = () =>
      type.secretFields.find((field) => field.applies(saved.settings as Settings))?.name ?? "none";

    test("S-02, E-74, E-75: no field of the destination moves without the secret, alone or with others", async () => {
      const item = { ...org, id: saved.id };
      const key = "PATCH /organizations/{org}/registries/{id}";
      const noSecret = () => [
        undefined,
        {},
        ...["", "   ", "••••••••", "********"].map((text) => ({ [secretField()]: text })),
        null,
      ];
      const before = dialled;
      let tried = 0;
      // Each field alone with every value, then some together.
      const alone = type.settings.flatMap(({ name }) =>
        [...values, ca].map((value) => ({ ...saved.settings, [name]: value })),
      );
      const ownAuthority = { ...saved.settings, tls: "private-ca", caCertificate: ca };
      const together = fc.sample(candidates(), fuzzRuns(5_000, 60));
      for (const settings of [...alone, ...together, ownAuthority]) {
        const after = accepted(settings);
        const fields = after === null ? [] : moved(after);
        if (fields.length === 0) continue;
        for (const field of fields) reached.add(field);
        const secrets = noSecret();
        const secret = secrets[tried % secrets.length];
        tried += 1;
        const answer = await acme.owner.call(key, {
          params: item,
          body: {
            version: saved.version,
            settings,
            ...(secret === undefined ? {} : { secret: secret as never }),
          },
        });
        const body = (await answer.json()) as { error?: { code: string }; registry?: RegistryView };
        if (body.registry !== undefined) saved = body.registry;
        const codes = ["validation_failed", ...(secret === null ? [] : ["secret_required"])];
        // What is read from the secret is nobody's to type: the saved value stays, and the place with it.
        const kept =
          body.registry !== undefined && moved(body.registry.settings as Settings).length === 0;
        const refused = answer.status === 422 && codes.includes(body.error?.code ?? "");
        expect([kept || refused, answer.status], JSON.stringify(settings)).toEqual([
          true,
          kept ? 200 : 422,
        ]);
      }
      expect(tried).toBeGreaterThan(2);
      expect(await getRegistry(acme.owner, saved.id)).toEqual(saved);
      expect(dialled).toBe(before);
    });

    test("E-76: a name and patterns never need it", async () => {
      const { registry } = await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
        params: { ...org, id: saved.id },
        body: { version: saved.version, name: "Renamed" },
      });
      expect(registry.secret).toEqual(saved.secret);
      saved = registry;
    });

    test("E-77: a check takes a saved registry or a whole form, never one with the place of the other", async () => {
      const { image } = example;
      const before = dialled;
      for (const body of [
        { subject: "registry", registryId: saved.id, settings: example.settings, image },
        { subject: "registry", registryId: saved.id, host: "evil.test", image },
        { subject: "new-secret", registryId: saved.id, settings: {}, secret: {}, image },
        { subject: "form", registryId: saved.id, type: slug, settings: example.settings, image },
        { subject: "form", type: slug, settings: example.settings, image },
      ]) {
        const answer = await acme.owner.send("POST", "/api/v1/organizations/acme/checks", { body });
        expect(answer.status, JSON.stringify(body)).toBe(422);
      }
      expect(dialled).toBe(before);
    });

    test("E-79: who edits the place in the database has a secret that opens nowhere", async () => {
      const { worker } = await addWorker(acme);
      const original = acme.rows("select settings from registry")[0]?.["settings"];
      const places = type.settings
        .flatMap(({ name }) =>
          values.map((value) => accepted({ ...saved.settings, [name]: value })),
        )
        .filter((settings) => settings !== null && moved(settings).length > 0);
      const distinct = new Map(places.map((settings) => [JSON.stringify(settings), settings]));
      expect(distinct.size).toBeGreaterThan(2);
      const before = dialled;
      for (const text of [...distinct.keys()].slice(0, 25)) {
        acme.sql("update registry set settings = ?", text);
        const check = await acme.owner.call("POST /organizations/{org}/checks", {
          params: org,
          body: { subject: "registry", registryId: saved.id, image: example.image },
        });
        const refused = [422, 500].includes(check.status);
        expect([text, refused]).toEqual([text, true]);
        const pull = await worker.call("POST /worker/pulls", { body: { image: example.image } });
        expect(await pull.text(), text).not.toContain('"credential":');
      }
      expect(dialled).toBe(before);
      acme.sql("update registry set settings = ?", original);
    });

    test("E-81: nobody but those who may causes a connection, and a stranger's answer is that of nothing", async () => {
      const body = { subject: "registry", registryId: saved.id, image: example.image };
      const before = dialled;
      const stranger = await acme.stranger();
      const ask = (client: typeof stranger, slugOf: string, id: string) =>
        client.send("POST", `/api/v1/organizations/${slugOf}/checks`, {
          body: { ...body, registryId: id },
        });
      const text = async (answer: Response) =>
        (await answer.text()).replace(/"requestId":"[^"]+"/, "");
      const theirs = await ask(stranger, "other", saved.id);
      const missing = await ask(stranger, "other", "reg_nothing");
      expect([theirs.status, await text(theirs)]).toEqual([404, await text(missing)]);
      expect((await ask(stranger, "acme", saved.id)).status).toBe(404);
      expect((await ask(await acme.as("member"), "acme", saved.id)).status).toBe(403);
      const { worker } = await addWorker(acme);
      expect([401, 403]).toContain((await ask(worker, "acme", saved.id)).status);
      expect(dialled).toBe(before);
    });
  },
);

test("E-75: together the types have moved every field of a destination", () => {
  // A registry's type is no field of an update, and no type of today has a path before its repositories.
  expect(bindingFieldNames.filter((name) => !reached.has(name))).toEqual(["type", "pathPrefix"]);
});

test("E-78: nothing else writes where a registry is", () => {
  const writers = Object.entries<RouteDefinition>(routes)
    .filter(([, { body }]) => body !== undefined && mentions(body, /^(?:settings|host|hostRule)$/))
    .map(([name]) => name);
  // A new way to write settings (a clone, an import, an undo) is added here together with its test above.
  expect(writers.toSorted()).toEqual([
    "createDraft",
    "createRegistry",
    // Says what a change would do and writes nothing.
    "previewPatterns",
    "probeAddress",
    // A worker tells which hosts it saw; nothing of it is written to a registry.
    "sendWorkerCheck",
    "startCheck",
    // Says whether the policy allows a host; no registry has a part in it.
    "tryOutboundHost",
    "updateDraft",
    "updateRegistry",
  ]);
});

function mentions(schema: z.ZodType, name: RegExp): boolean {
  const found = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value).some(
      ([key, inner]) =>
        (key === "properties" && Object.keys(inner as object).some((one) => name.test(one))) ||
        found(inner),
    );
  return found(z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }));
}
