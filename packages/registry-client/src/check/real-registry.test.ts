import {
  createImage,
  createIndex,
  startRealRegistry,
  type RealRegistry,
} from "@berth/fake-registries";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { alice, checkInput, registryOf } from "../../test/check-fixture.ts";
import { createTestTransport, type TestTransport } from "../../test/test-transport.ts";
import { systemClock } from "../clock.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { issuePullCredential } from "../issue-pull-credential.ts";
import { probeAddress } from "../probe-address.ts";
import { runFullCheck } from "./full-check.ts";
import { runReCheck } from "./re-check.ts";

/** The same promises as against the fakes, against distribution's own server. */

const index = createIndex([createImage(), createImage({ architecture: "arm64" })]);
const images = { "team/app:1": index, "other/app:1": index, "open/app:1": index };
const account = { ...alice, pull: ["team/app"] };
let transport: TestTransport;
afterEach(() => transport.close());

describe.each([
  {
    auth: "htpasswd" as const,
    tls: true,
    full: ["control-head", "head", "get"],
    recheck: ["head"],
  },
  {
    auth: "token" as const,
    tls: true,
    full: ["control-head", "control-token", "token", "head", "get", "push-probe"],
    recheck: ["token", "head"],
  },
  {
    auth: "token" as const,
    tls: false,
    full: ["control-head", "control-token", "token", "head", "get", "push-probe"],
    recheck: ["token", "head"],
  },
])("docker-registry with $auth (TLS: $tls)", ({ auth, tls, full, recheck }) => {
  let real: RealRegistry;
  beforeAll(async () => {
    const publicRepositories = ["open/app"];
    real = await startRealRegistry({ auth, tls, accounts: [account], images, publicRepositories });
  });
  afterAll(() => real.close());

  const input = (name: string, changes: Parameters<typeof checkInput>[3] = {}) => {
    transport = createTestTransport();
    const pinnedOrigins = real.tokenOrigin === null ? [] : [real.tokenOrigin];
    const registry = registryOf(real, { realmRule: { sameOrigin: true, urls: [], pinnedOrigins } });
    return checkInput(real, transport, name, { registry, ...changes });
  };

  test("the full check finds the manifest and hashes it", async () => {
    const trace = await runFullCheck(input("team/app:1"));
    expect(diagnose(trace).code).toBe("OK");
    const purposes = trace.exchanges.map(({ purpose }) => purpose);
    expect(purposes.filter((purpose) => purpose !== "layer")).toEqual(full);
    const layer = trace.steps.find(({ step }) => step === "layer");
    expect(layer?.status).toBe(auth === "token" ? "skipped" : "passed");
    expect(trace.manifest).toMatchObject({
      digest: index.digest,
      digestFrom: "body",
      platforms: ["linux/amd64", "linux/arm64"],
    });
    expect(transport.dialled).toHaveLength(auth === "token" ? 2 : 1);
  });

  test("by digest as well", async () => {
    const trace = await runFullCheck(input(`team/app@${index.digest}`));
    expect(diagnose(trace).code).toBe("OK");
  });

  test("the re-check takes as few requests as a proof can", async () => {
    const first = await runFullCheck(input("team/app:1"));
    await transport.close();
    const known = first.remembered;
    const trace = await runReCheck(input("team/app:1", { known }));
    expect(diagnose(trace).code).toBe("OK");
    expect(trace.exchanges.map(({ purpose }) => purpose)).toEqual(recheck);
  });

  test("a wrong secret is rejected", async () => {
    const credential = { username: "alice", secret: "wrong-horse-battery" };
    const found = diagnose(await runFullCheck(input("team/app:1", { credential })));
    expect(found).toMatchObject({ code: "AUTH-REJECTED", healthEffect: "failing" });
  });

  test("a missing tag is called that", async () => {
    expect(diagnose(await runFullCheck(input("team/app:nope"))).code).toBe("TAG-MISSING");
  });

  test("the probe recognises it without a credential", async () => {
    transport = createTestTransport();
    const registry = registryOf(real);
    const probed = await probeAddress({ host: real.host, registry, transport, clock: systemClock });
    expect(probed).toMatchObject({
      ok: true,
      auth:
        auth === "htpasswd"
          ? { scheme: "basic" }
          : { scheme: "bearer", originToPin: real.tokenOrigin },
    });
  });
});

describe("docker-registry with a token service", () => {
  let real: RealRegistry;
  beforeAll(async () => {
    const publicRepositories = ["open/app"];
    real = await startRealRegistry({
      auth: "token",
      accounts: [account],
      images,
      publicRepositories,
    });
  });
  afterAll(() => real.close());

  const input = (name: string, pinned: boolean, changes: Parameters<typeof checkInput>[3] = {}) => {
    transport = createTestTransport();
    const pinnedOrigins = pinned && real.tokenOrigin !== null ? [real.tokenOrigin] : [];
    const registry = registryOf(real, { realmRule: { sameOrigin: true, urls: [], pinnedOrigins } });
    return checkInput(real, transport, name, { registry, ...changes });
  };

  test("a missing right leaves both causes open", async () => {
    const found = diagnose(await runFullCheck(input("other/app:1", true)));
    expect(found).toMatchObject({ code: "DENIED", confidence: "one-of-two" });
  });

  test("a missing repository looks the same, and is called the same", async () => {
    expect(diagnose(await runFullCheck(input("no/where:1", true))).code).toBe("DENIED");
  });

  test("a public image is no proof of the credential", async () => {
    const trace = await runFullCheck(input("open/app:1", true));
    expect(diagnose(trace).code).toBe("OK-PUBLIC");
  });

  test("a public image that a wrong secret breaks is called that", async () => {
    const credential = { username: "alice", secret: "wrong-horse-battery" };
    const trace = await runFullCheck(input("open/app:1", true, { credential }));
    expect(diagnose(trace).code).toBe("PUBLIC-BROKEN");
  });

  test("gets no secret before its token service is pinned", async () => {
    const trace = await runFullCheck(input("team/app:1", false));
    expect(diagnose(trace).code).toBe("REALM-REFUSED");
    expect(trace.exchanges).toHaveLength(1);
  });

  test("its token opens the repository for a worker", async () => {
    const issued = await issuePullCredential(input("team/app:1", true));
    expect(issued).toMatchObject({ ok: true, credential: { kind: "token" } });
    const token = issued.ok && issued.credential.kind === "token" ? issued.credential.token : "";
    const answer = await fetch(`${real.origin}/v2/team/app/manifests/1`, {
      method: "HEAD",
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/vnd.oci.image.index.v1+json",
      },
    });
    expect([answer.status, answer.headers.get("docker-content-digest")]).toEqual([
      200,
      index.digest,
    ]);
  });
});

test("an open docker-registry says that nothing was tested", async () => {
  const real = await startRealRegistry({ auth: "none", images: { "team/app:1": index } });
  transport = createTestTransport();
  const trace = await runFullCheck(checkInput(real, transport, "team/app:1"));
  const missing = await runFullCheck(checkInput(real, transport, "team/gone:1"));
  await real.close();
  expect(diagnose(trace).code).toBe("OK-PUBLIC");
  expect(trace.notices).toContain("credential-not-asked");
  expect(missing.manifest).toBeNull();
});

test("a docker-registry that is down is unreachable, and nobody's credential is to blame", async () => {
  const real = await startRealRegistry({ auth: "none" });
  await real.close();
  transport = createTestTransport();
  const found = diagnose(await runFullCheck(checkInput(real, transport, "team/app:1")));
  expect(found).toMatchObject({
    code: "NET-REFUSED",
    outcome: "unreachable",
    healthEffect: "trouble",
  });
});
