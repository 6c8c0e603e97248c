import { inspect } from "node:util";
import { TransportError } from "@berth/registry-client";
import { describe, expect, test } from "vitest";
import { canonicalHost } from "./canonical-host.ts";
import { createEgress } from "./create-egress.ts";
import type { EgressOptions, Refusal } from "./create-egress.ts";
import { egressLimits } from "./limits.ts";
import type { OwnEndpoint } from "./own-endpoints.ts";
import { parseOutboundAllow } from "./parse-outbound-allow.ts";
import type { DialTarget } from "./dial.ts";
import { answer, listenRaw } from "./testing/loopback-server.ts";
import { recordingDialer } from "./testing/recording-dialer.ts";
import { scriptedResolver } from "./testing/scripted-resolver.ts";

/**
 * Inputs E-01 to E-42 of the threat model: hosts, names, addresses, ports and name resolution that
 * try to lead the one outbound client somewhere else. A recording dialer proves that nothing that
 * is refused was ever dialled; every name in the default table resolves to a public address, so a
 * refusal never hides behind a name that does not exist.
 */

const canary = "canary-4f9d2c";
const publicAddress = "93.184.216.34";

type Outcome = {
  code: string;
  dialled: DialTarget[];
  asked: string[];
  refusals: Refusal[];
  answer: ReturnType<ReturnType<typeof createEgress>["judgeHost"]>;
};

async function attempt(
  host: string,
  options: {
    allow?: string;
    scheme?: "https" | "http";
    names?: Parameters<typeof scriptedResolver>[0];
    own?: OwnEndpoint[];
    limits?: EgressOptions["limits"];
  } = {},
): Promise<Outcome> {
  const { dialer, dialled } = recordingDialer();
  const names = options.names ?? everyNameIsPublic;
  const { resolver, asked } = scriptedResolver(names);
  const refusals: Refusal[] = [];
  const egress = createEgress({
    allow: allowed(options.allow ?? ""),
    ownEndpoints: () => options.own ?? [],
    onRefusal: (refusal) => refusals.push(refusal),
    resolver,
    dialer,
    limits: options.limits,
  });
  const code = await egress
    .transportFor({ organizationId: "a", registryId: "r" })({
      method: "GET",
      url: `${options.scheme ?? "https"}://${host}/v2/`,
      headers: { authorization: `Basic ${canary}` },
      bodyBytesMax: 1_024,
    })
    .then(
      () => "answered",
      (error: unknown) => {
        if (!(error instanceof TransportError)) return "not a TransportError";
        expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain(canary);
        return error.code;
      },
    );
  const judged = egress.judgeHost(host);
  expect(egress.socketCounts()).toEqual({ busy: 0, idle: 0 });
  await egress.close();
  return { code, dialled, asked, refusals, answer: judged };
}

const everyNameIsPublic: Record<string, string[]> = new Proxy({}, { get: () => [publicAddress] });

function allowed(text: string) {
  const read = parseOutboundAllow(text);
  if (!read.ok) throw new Error(read.message);
  return read.entries;
}

/** What a spelling comes to: the field's verdict, the message's leaks, and what its URL dials. */
async function tryBadHost(host: string) {
  const field = canonicalHost(host);
  const { dialled, answer: judged } = await attempt(host);
  // Glued into a URL, a path or query is an ordinary one: it may lead to reg.test and nowhere else.
  const isPath = /^reg\.test[/?]/.test(host);
  const elsewhere = dialled.filter(({ address }) => !isPath || address !== publicAddress);
  return {
    refused: !field.ok && !judged.ok,
    echoesPassword: !field.ok && field.message.includes("pw"),
    elsewhere,
  };
}

const refusedSilently = { refused: true, echoesPassword: false, elsewhere: [] };

async function expectDenied(host: string, allow = ""): Promise<Outcome> {
  const outcome = await attempt(host, { allow });
  expect(["bad-host", "refused-by-policy"]).toContain(outcome.code);
  expect(outcome.dialled).toEqual([]);
  return outcome;
}

describe("spellings that no host has are refused before anything is asked or dialled", () => {
  const rows: Record<string, string[]> = {
    "E-01": ["", " ", "   "],
    "E-02": ["http://reg.test", "file:///etc/passwd", "gopher://x", "unix:/run/x", "https://a.b"],
    "E-03": ["user:pw@reg.test", "user@reg.test", "user:pw@reg.test:443"],
    "E-04": ["reg.test@evil.test", "1.1.1.1 &@2.2.2.2"],
    "E-05": ["evil.test\\@reg.test", "evil.test\\reg.test"],
    "E-06": ["reg.test#@evil.test", "reg.test?@evil.test", "reg.test#", "reg.test?x"],
    "E-07": ["reg.test/../admin", "reg.test/%2e%2e/", "reg.test/a//b", "reg.test/a;b", "reg.test/"],
    "E-08": ["reg.test%2eevil.test", "%31%32%37.0.0.1"],
    "E-09": ["reg.test%00.evil.test", "reg.test\0.evil.test"],
    "E-10": ["reg.test\r\nHost: x", "reg.test\n", "\nreg.test", "reg.test\r"],
    "E-11": ["evil.test\tfoo", "evil\ttest", "\treg.test"],
    "E-12": ["local\u00ADhost", "local\u200Bhost", "reg\u200F.test", "reg\uFEFF.test"],
    "E-13": ["127\u30020\u30020\u30021", "reg\u3002evil.test", "reg\uFF0Eevil.test"],
    "E-14": [
      "\u2460\u2461\u2466.0.0.1",
      "\uFF11\uFF12\uFF17.0.0.1",
      "\uFB00.com",
      "\u24D4\u24E7.com",
    ],
    "E-16": ["xn--a", "xn--.com", "xn--abc-.com", "xn--zzzzzzz--.com"],
    "E-18": [
      "a..b",
      ".a",
      "-a.com",
      "a-.com",
      "a_b.com",
      "reg.test..",
      `${"a".repeat(64)}.com`,
      `${"a.".repeat(126)}ab.c`,
    ],
    "E-19": [
      "reg.test:0",
      "reg.test:65536",
      "reg.test:80a",
      "reg.test:-1",
      "reg.test:",
      "reg.test:0443",
    ],
  };
  test.each(
    Object.entries(rows).flatMap(([id, hosts]) => hosts.map((host) => [id, host] as const)),
  )("%s %j", async (_id, host) => {
    expect(await tryBadHost(host)).toEqual(refusedSilently);
  });
});

describe("spellings of one host are one host", () => {
  test("E-15 a look-alike is stored as punycode and shows its own script", () => {
    const read = canonicalHost("r\u0435gistry.test");
    expect(read).toMatchObject({
      ok: true,
      host: { text: "xn--rgistry-7gg.test", unicode: "r\u0435gistry.test" },
    });
  });

  test("E-16 \u00DF.com has one fixed punycode", () => {
    expect(canonicalHost("\u00DF.com")).toMatchObject({ ok: true, host: { text: "xn--zca.com" } });
    expect(canonicalHost("xn--zca.com")).toMatchObject({ ok: true, host: { text: "xn--zca.com" } });
  });

  test("E-17 case, final dot and the default port make no difference", () => {
    const texts = ["REG.Test.", "reg.test:443", "reg.test", "Reg.Test.:443"].map((text) => {
      const read = canonicalHost(text);
      return read.ok ? read.host.text : read.code;
    });
    expect(new Set(texts)).toEqual(new Set(["reg.test"]));
  });
});

describe("ports where no registry listens are denied unless the operator lists them", () => {
  test.each([22, 25, 80, 2375, 5432, 6379, 10_250, 27_017])("E-20 port %i", async (port) => {
    await expectDenied(`reg.test:${port}`);
    const listed = await attempt(`reg.test:${port}`, { allow: `reg.test:${port}` });
    expect(listed.dialled).toEqual([{ address: publicAddress, port }]);
  });

  test.each([443, 1_024, 5_000, 5_001, 8_443, 10_080, 65_535])(
    "port %i is a registry's",
    async (port) => {
      const { dialled } = await attempt(`reg.test:${port}`);
      expect(dialled).toEqual([{ address: publicAddress, port }]);
    },
  );
});

describe("names that lead home are denied without a DNS question", () => {
  const rows: Record<string, string[]> = {
    "E-21": ["localhost", "x.localhost", "localhost.", "LOCALHOST:5000"],
    "E-22": [
      "intranet",
      "x.local",
      "x.svc.cluster.local",
      "x.home.arpa",
      "x.onion",
      "x.internal",
      "x.lan",
    ],
    "E-23": [
      "metadata.google.internal",
      "metadata.goog",
      "instance-data",
      "instance-data.ec2.internal",
      "metadata.tencentyun.com",
      "kubernetes.default",
      "kubernetes.default.svc.cluster.local",
    ],
  };
  test.each(
    Object.entries(rows).flatMap(([id, hosts]) => hosts.map((host) => [id, host] as const)),
  )("%s %s", async (_id, host) => {
    const { asked, answer: judged } = await expectDenied(host);
    expect(asked).toEqual([]);
    expect(judged.ok).toBe(false);
  });

  test("E-21 an explicit loopback entry opens exactly its host and port", async () => {
    const allow = "localhost:5001,127.0.0.1:5000;http";
    expect((await attempt("localhost:5001", { allow })).dialled).toEqual([
      { address: "127.0.0.1", port: 5_001 },
      { address: "::1", port: 5_001 },
    ]);
    await expectDenied("localhost:5000", allow);
    await expectDenied("x.localhost:5001", allow);
    await expectDenied("127.0.0.1:5001", allow);
    await expectDenied("127.0.0.2:5000", allow);
    await expectDenied("[::1]:5001", allow);
  });

  test("E-21 a name that only resolves to loopback is denied even beside a loopback entry", async () => {
    const { code, dialled } = await attempt("evil.test:5000", {
      allow: "127.0.0.1:5000,localhost:5000,evil.test:5000",
      names: { "evil.test": ["127.0.0.1"] },
    });
    expect(code).toBe("refused-by-policy");
    expect(dialled).toEqual([]);
  });

  test("E-22 a listed local name is resolved, E-23 a metadata name cannot be listed", async () => {
    const { dialled } = await attempt("registry.local:5000", {
      allow: "registry.local:5000",
      names: { "registry.local": ["10.0.0.9"] },
    });
    expect(dialled).toEqual([{ address: "10.0.0.9", port: 5_000 }]);
    expect(parseOutboundAllow("metadata.google.internal").ok).toBe(false);
  });
});

const refusedAddresses: Record<string, string[]> = {
  "E-24": ["127.0.0.1", "127.1", "127.0.1", "127.255.255.254"],
  "E-25": ["2130706433", "0x7f000001", "0x7f.1", "017700000001", "0177.0.0.1"],
  "E-26": ["0", "0.0.0.0", "0x", "[::]", "0.1.2.3"],
  "E-27": ["[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::7f00:1]"],
  "E-28": [
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[::ffff:0:127.0.0.1]",
    "[64:ff9b::808:808]",
    "[2002:808:808::1]",
    "[::ffff:8.8.8.8]",
  ],
  "E-29": [
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[fc00::1]",
    "[ff02::1]",
    "224.0.0.1",
    "255.255.255.255",
  ],
  "E-30": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1", "192.168.1.1", "0300.0250.1.1"],
  "E-31": [
    "169.254.169.254",
    "169.254.43518",
    "0xA9FEA9FE",
    "0251.0376.0251.0376",
    "169.254.169.254.",
  ],
  "E-32": [
    "169.254.170.2",
    "169.254.170.23",
    "[fd00:ec2::254]",
    "[fd00:ec2::23]",
    "[fd20:ce::254]",
    "100.100.100.200",
    "192.0.0.192",
  ],
  "E-33": ["168.63.129.16"],
  "E-34": [
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "240.0.0.1",
    "[2001:db8::1]",
    "[3fff::1]",
    "[5f00::1]",
    "[100::1]",
    "[200::1]",
    "[4000::1]",
  ],
};
const rowsOf = (ids: string[]) =>
  ids.flatMap((id) => (refusedAddresses[id] ?? []).map((host) => [id, host] as const));

describe("S-06: addresses that are not public are denied, however they are spelled", () => {
  test.each(rowsOf(Object.keys(refusedAddresses)))("%s %s", async (_id, host) => {
    const { asked, answer: judged } = await expectDenied(host);
    expect(asked).toEqual([]);
    expect(judged.ok).toBe(false);
  });

  test.each(["172.15.255.255", "172.32.0.0", "8.8.8.8", "[2606:4700::1111]"])(
    "E-30 %s is public and dialled as written",
    async (host) => {
      const { dialled } = await attempt(host);
      expect(dialled).toEqual([{ address: host.replace(/^\[|\]$/g, ""), port: 443 }]);
    },
  );

  test.each(Object.values(refusedAddresses).flat())(
    "a name that resolves to %s is denied",
    async (host) => {
      const read = canonicalHost(host);
      if (!read.ok) return;
      const { code, dialled } = await attempt("reg.test", {
        names: { "reg.test": [read.host.name] },
      });
      expect(code).toBe("refused-by-policy");
      expect(dialled).toEqual([]);
    },
  );
});

describe("what the operator opens, and what no entry opens", () => {
  test("E-35 a network opens its own addresses and no others, for every organization alike", async () => {
    const allow = "10.1.2.0/24";
    expect((await attempt("10.1.2.5", { allow })).dialled).toEqual([
      { address: "10.1.2.5", port: 443 },
    ]);
    await expectDenied("10.1.3.5", allow);
    const named = await attempt("reg.test", { allow, names: { "reg.test": ["10.1.2.5"] } });
    expect(named.dialled).toEqual([{ address: "10.1.2.5", port: 443 }]);
    const mixed = await attempt("reg.test", {
      allow,
      names: { "reg.test": ["10.1.2.5", "10.1.3.5"] },
    });
    expect(mixed.code).toBe("refused-by-policy");
    expect(mixed.dialled).toEqual([]);
  });

  test.each(rowsOf(["E-24", "E-26", "E-27", "E-28", "E-31", "E-32", "E-33"]))(
    "E-36 everything opened: %s %s stays denied",
    async (_id, host) => {
      const { dialled } = await expectDenied(host, "0.0.0.0/0,::/0");
      expect(dialled).toEqual([]);
    },
  );

  test("E-36 everything opened: names of metadata services and of this machine stay denied", async () => {
    for (const host of ["metadata.google.internal", "localhost", "kubernetes.default.svc"]) {
      await expectDenied(host, "0.0.0.0/0,::/0");
    }
    const { code, dialled } = await attempt("reg.test", {
      allow: "0.0.0.0/0",
      names: { "reg.test": ["169.254.169.254"] },
    });
    expect(code).toBe("refused-by-policy");
    expect(dialled).toEqual([]);
  });

  test("E-36 Berth's own listener, database and names for them stay denied", async () => {
    const own = [
      { host: "127.0.0.1", port: 8_080 },
      { host: "10.0.0.7", port: 15_432 },
      { host: "db.test", port: 25_432 },
      { host: "gone.test", port: 35_432 },
    ];
    const names = { "reg.test": ["10.0.0.7"], "db.test": ["10.0.0.8"], "alias.test": ["10.0.0.8"] };
    const allow = "0.0.0.0/0,127.0.0.1:8080,db.test:25432";
    for (const host of [
      "127.0.0.1:8080",
      "10.0.0.7:15432",
      "reg.test:15432",
      "db.test:25432",
      "alias.test:25432",
      "reg.test:35432",
    ]) {
      const { code, dialled, refusals } = await attempt(host, { allow, own, names });
      expect([host, code, dialled, refusals[0]?.reason]).toEqual([
        host,
        "refused-by-policy",
        [],
        "own-endpoint",
      ]);
    }
    const other = await attempt("reg.test:15433", { allow, own, names });
    expect(other.dialled).toEqual([{ address: "10.0.0.7", port: 15_433 }]);
  });

  test("plain http is spoken only where the entry for that host and port says so", async () => {
    const allow = "reg.test:5000;http,10.1.2.0/24;http,plain.test;http";
    for (const host of ["reg.test:5001", "other.test:5000", "8.8.8.8"]) {
      const { code, dialled } = await attempt(host, { scheme: "http", allow });
      expect([host, code, dialled]).toEqual([host, "refused-by-policy", []]);
    }
    const dialledOf = async (host: string) =>
      (await attempt(host, { scheme: "http", allow })).dialled.map(({ port }) => port);
    expect(await dialledOf("reg.test:5000")).toEqual([5_000]);
    expect(await dialledOf("10.1.2.5:5000")).toEqual([5_000]);
    expect(await dialledOf("plain.test")).toEqual([80]);
    expect(await dialledOf("plain.test:443")).toEqual([443]);
    const named = await attempt("inside.test:5000", {
      scheme: "http",
      allow,
      names: { "inside.test": ["10.1.2.5"] },
    });
    expect(named.code).toBe("refused-by-policy");
  });
});

describe("S-07: name resolution cannot lead past the check", () => {
  test.each([
    ["private", ["10.0.0.1"]],
    ["public and private", [publicAddress, "10.0.0.1"]],
    ["public and loopback of the other family", [publicAddress, "::1"]],
    ["where a CNAME to localhost leads", ["127.0.0.1"]],
  ])("E-37 %s: denied as a whole", async (_name, addresses) => {
    const { code, dialled, refusals } = await attempt("reg.test", {
      names: { "reg.test": addresses },
    });
    expect(code).toBe("refused-by-policy");
    expect(dialled).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  test("E-38 rebinding: one lookup, and the address it gave is the one that is dialled", async () => {
    const { asked, dialled } = await attempt("reg.test", {
      names: { "reg.test": [[publicAddress], ["127.0.0.1"]] },
    });
    expect(asked).toEqual(["reg.test"]);
    expect(dialled).toEqual([{ address: publicAddress, port: 443 }]);
  });

  test.each(["127.0.0.1.nip.io", "10.0.0.1.nip.io", "a9fea9fe.nip.io"])(
    "E-39 %s is denied by its address",
    async (host) => {
      const address = host.startsWith("a9") ? "169.254.169.254" : host.replace(".nip.io", "");
      const { code, dialled } = await attempt(host, { names: { [host]: [address] } });
      expect(code).toBe("refused-by-policy");
      expect(dialled).toEqual([]);
    },
  );

  test("E-40 a silent resolver costs at most its limit", async () => {
    expect(egressLimits.resolveMs).toBe(2_000);
    const startedAt = performance.now();
    const { code, dialled } = await attempt("reg.test", {
      names: { "reg.test": "hang" },
      limits: { resolveMs: 100 },
    });
    expect(code).toBe("dns-temporary");
    expect(dialled).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test("E-40 SERVFAIL, NXDOMAIN, no answers and a thousand answers", async () => {
    const thousand = Array.from(
      { length: 1_000 },
      (_, index) => `93.184.${index >> 8}.${index & 255}`,
    );
    const names = {
      "servfail.test": { ok: false, code: "temporary", osCode: "ESERVFAIL" } as const,
      "empty.test": [],
      "thousand.test": thousand,
    };
    const codes = await Promise.all(
      ["servfail.test", "nxdomain.test", "x.invalid", "empty.test", "thousand.test"].map(
        async (host) => {
          const { code, dialled } = await attempt(host, { names });
          expect(dialled).toEqual([]);
          return code;
        },
      ),
    );
    expect(codes).toEqual([
      "dns-temporary",
      "dns-not-found",
      "dns-not-found",
      "dns-not-found",
      "refused-by-policy",
    ]);
  });

  test("E-41 a host that was fine and now points inside is denied at its next use", async () => {
    const { dialer, dialled } = recordingDialer();
    const { resolver } = scriptedResolver({ "reg.test": [[publicAddress], ["10.0.0.1"]] });
    const egress = createEgress({ allow: [], ownEndpoints: () => [], resolver, dialer });
    const transport = egress.transportFor({ organizationId: "a", registryId: "r" });
    const request = {
      method: "GET",
      url: "https://reg.test/",
      headers: {},
      bodyBytesMax: 9,
    } as const;
    await expect(transport(request)).rejects.toMatchObject({ code: "connect-refused" });
    await expect(transport(request)).rejects.toMatchObject({
      code: "refused-by-policy",
      detail: { host: "reg.test", port: 443 },
    });
    expect(dialled).toEqual([{ address: publicAddress, port: 443 }]);
    await egress.close();
  });

  test("E-42 a socket that answers from another address is destroyed before the first byte", async () => {
    const server = await listenRaw((socket) => socket.end(answer(200)));
    const { dialer, dialled } = recordingDialer({
      through: { address: "127.0.0.1", port: server.port },
    });
    const { resolver } = scriptedResolver(everyNameIsPublic);
    const allow = allowed("reg.test:80;http");
    const egress = createEgress({ allow, ownEndpoints: () => [], resolver, dialer });
    const transport = egress.transportFor({ organizationId: "a", registryId: "r" });
    for (const url of ["https://reg.test/", "http://reg.test/"]) {
      await expect(
        transport({ method: "GET", url, headers: {}, bodyBytesMax: 9 }),
      ).rejects.toMatchObject({ code: "refused-by-policy" });
    }
    expect(dialled).toHaveLength(2);
    await expect.poll(server.open).toBe(0);
    expect(server.received()).toBe("");
    await egress.close();
    await server.close();
  });
});

describe("a refusal tells the user nothing about the network behind it", () => {
  test("S-08 every refused destination gives one and the same error", async () => {
    const { dialer } = recordingDialer();
    const { resolver } = scriptedResolver({
      "a.test": ["10.0.0.1"],
      "b.test": ["169.254.169.254"],
      "c.test": ["127.0.0.1"],
    });
    const egress = createEgress({ allow: [], ownEndpoints: () => [], resolver, dialer });
    const transport = egress.transportFor({ organizationId: "a", registryId: "r" });
    const shown = await Promise.all(
      ["a.test", "b.test", "c.test"].map((host) =>
        transport({ method: "GET", url: `https://${host}/`, headers: {}, bodyBytesMax: 9 }).catch(
          (error: TransportError) =>
            JSON.stringify([error.code, error.message, error.detail, error.cause]).replaceAll(
              host,
              "",
            ),
        ),
      ),
    );
    expect(new Set(shown).size).toBe(1);
    await egress.close();
  });
});
