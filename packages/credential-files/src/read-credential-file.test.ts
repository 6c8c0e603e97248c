import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCredentialFile } from "./read-credential-file.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const config = (auths: Record<string, object>, more: object = {}) =>
  JSON.stringify({ auths, ...more });
const only = (text: string) => {
  const { entries, problems } = readCredentialFile(text);
  expect(problems).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0];
};
const key = JSON.stringify({ type: "service_account", client_email: "x" });

describe("config.json and auth.json", () => {
  test("a sign-in becomes a registry of the type that knows its host", () => {
    const auth = base64("robot$team+pull:p:a'ss\"w$ord");
    expect(only(config({ "reg.example.com:5000": { auth } }))).toMatchObject({
      host: "reg.example.com:5000",
      missing: null,
      pattern: null,
      start: {
        type: "standard",
        settings: { host: "reg.example.com:5000", username: "robot$team+pull" },
        secret: { password: "p:a'ss\"w$ord" },
      },
    });
    expect(
      only(config({ "https://index.docker.io/v1/": { auth: base64("acme:dckr_pat_abcdef") } })),
    ).toMatchObject({
      host: "docker.io",
      start: {
        type: "docker-hub",
        settings: { tokenKind: "personal", username: "acme", namespace: "acme" },
        secret: { token: "dckr_pat_abcdef" },
      },
    });
    const principal = "11111111-2222-3333-4444-555555555555";
    expect(
      only(config({ "acmeml.azurecr.io": { username: principal, password: "s3cret" } })),
    ).toMatchObject({
      start: {
        type: "azure-container-registry",
        settings: { credential: "service-principal", clientId: principal },
        secret: { clientSecret: "s3cret" },
      },
    });
  });

  test("a key file of Google's goes with the host it stood under, and a broken one is told", () => {
    const gar = "europe-north1-docker.pkg.dev";
    for (const login of [`_json_key:${key}`, `_json_key_base64:${base64(key)}`]) {
      expect(only(config({ [gar]: { auth: base64(login) } }))).toMatchObject({
        host: gar,
        start: {
          type: "google-artifact-registry",
          settings: { locations: ["europe-north1"] },
          secret: { keyFile: key },
          notices: [{ tone: "warning" }],
        },
      });
    }
    expect(only(config({ [gar]: { auth: base64("_json_key:nonsense") } }))).toMatchObject({
      start: { secret: {} },
      missing: expect.stringContaining("can't be read"),
    });
    // The user name alone makes no other host one of Google's.
    expect(only(config({ "reg.example.com": { auth: base64(`_json_key:${key}`) } }))).toMatchObject(
      {
        start: { type: "standard", settings: { host: "reg.example.com" } },
      },
    );
  });

  test("a path behind the host is the pattern", () => {
    expect(only(config({ "quay.io/team": { auth: base64("team+pull:x") } }))).toMatchObject({
      host: "quay.io",
      pattern: "quay.io/team/*",
      start: { settings: { host: "quay.io", preset: "quay" } },
    });
  });

  test("an odd password is taken as it is", () => {
    for (const password of ["$HOME", "${X}", "a\nb", "'", "\\", " x ", "-p", "日本"]) {
      expect(only(config({ "reg.example.com": { auth: base64(`u:${password}`) } }))).toMatchObject({
        start: { settings: { username: "u" }, secret: { password } },
      });
    }
  });

  test("where the file has no secret, it says why", () => {
    const text = config(
      {
        "reg.example.com": {},
        "a.example.com": { auth: "!!" },
        "b.example.com": { identitytoken: "x" },
      },
      { credsStore: "desktop", credHelpers: { "public.ecr.aws": "ecr-login" } },
    );
    const { entries } = readCredentialFile(text);
    expect(entries.map(({ host, missing }) => [host, missing])).toEqual([
      ["reg.example.com", expect.stringContaining("credential store 'desktop'")],
      ["a.example.com", expect.stringContaining("not in base64")],
      ["b.example.com", expect.stringContaining("a person's sign-in")],
      ["public.ecr.aws", expect.stringContaining("docker-credential-ecr-login")],
    ]);
    expect(entries.every(({ start }) => Object.keys(start?.secret ?? {}).length === 0)).toBe(true);
  });

  test("a password that ends soon is none", () => {
    const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    expect(only(config({ [ecr]: { auth: base64("AWS:eyJ0") } }))).toMatchObject({
      start: { type: "aws-ecr", settings: { accountId: "123456789012" }, secret: {} },
      missing: expect.stringContaining("12 hours"),
    });
    const gar = "europe-north1-docker.pkg.dev";
    expect(only(config({ [gar]: { auth: base64("oauth2accesstoken:ya29.x") } }))).toMatchObject({
      missing: expect.stringContaining("an hour"),
    });
    const user = "00000000-0000-0000-0000-000000000000";
    expect(only(config({ "acmeml.azurecr.io": { auth: base64(`${user}:eyJ`) } }))).toMatchObject({
      missing: expect.stringContaining("3 hours"),
    });
  });

  test("an address that is none, an empty file and a file of something else are said so", () => {
    expect(only(config({ "ftp://x y/": { auth: base64("a:b") } }))).toMatchObject({ start: null });
    expect(readCredentialFile(config({})).problems).toEqual([
      "Nobody is signed in anywhere in this file.",
    ]);
    for (const text of ["hello", "[]", "{}", "services:\n  web:\n    image: x"]) {
      expect(readCredentialFile(text)).toMatchObject({ kind: "unknown", entries: [] });
    }
    expect(readCredentialFile('{"auths": {').problems).toHaveLength(1);
  });
});

describe("Kubernetes pull secrets", () => {
  const inner = config({ "reg.example.com": { auth: base64("robot:s3cret") } });
  const secret = (data: object, more: object = {}) => ({
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/dockerconfigjson",
    metadata: { name: "regcred", namespace: "ci" },
    ...data,
    ...more,
  });

  test("as JSON, as YAML, in a list, in the old form", () => {
    const json = secret({ data: { ".dockerconfigjson": base64(inner) } });
    const yaml = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: regcred\n  namespace: ci\ntype: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: |\n    ${inner}\n---\napiVersion: v1\nkind: ConfigMap\n`;
    const long = config({
      "reg.example.com": { auth: base64("robot:s3cret"), email: `${"x".repeat(120)}@example.com` },
    });
    const folded = `apiVersion: v1\nkind: Secret\nmetadata:\n  name: regcred\n  namespace: ci\ndata:\n  .dockerconfigjson: >-\n    ${base64(long).replaceAll(/.{60}/g, "$&\n    ")}\n`;
    const old = secret({
      data: {
        ".dockercfg": base64('{"reg.example.com":{"username":"robot","password":"s3cret"}}'),
      },
    });
    for (const text of [
      JSON.stringify(json),
      yaml,
      yaml.replace(inner, JSON.stringify(JSON.parse(long), null, "\t").replaceAll("\n", "\n    ")),
      folded,
      JSON.stringify({ apiVersion: "v1", kind: "List", items: [json] }),
      JSON.stringify(old),
    ]) {
      expect(only(text)).toMatchObject({
        place: "Secret ci/regcred, auths, reg.example.com",
        start: { settings: { username: "robot" }, secret: { password: "s3cret" } },
        missing: null,
      });
    }
  });

  test("what holds none is said so", () => {
    const sealed = {
      apiVersion: "bitnami.com/v1alpha1",
      kind: "SealedSecret",
      metadata: { name: "x" },
    };
    expect(readCredentialFile(JSON.stringify(sealed)).problems[0]).toContain("SealedSecret x");
    expect(readCredentialFile(JSON.stringify(secret({}))).problems[0]).toContain("missing");
    const pod = { apiVersion: "v1", kind: "Pod" };
    expect(readCredentialFile(JSON.stringify(pod)).problems[0]).toContain("no pull secret");
  });
});

describe("Valohai's registry credentials", () => {
  const item = (type: string, image_pattern: string, configuration: object = {}) => ({
    type,
    image_pattern,
    owner: 12,
    configuration: { version: "1", ...configuration },
  });
  const ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

  test("each type becomes its registry, with its pattern", () => {
    const text = JSON.stringify({
      results: [
        item("docker", "reg.example.com/team/*", { username: "robot", password: "s3cret" }),
        item("aws-ecr", `${ecr}/*`, {
          access_key_id: "AKIAIOSFODNN7EXAMPLE",
          secret_access_key: "wJalr",
          region: "eu-west-1",
        }),
        item("aws-ecr-role", `${ecr}/ml:*`, {
          role_name: "arn:aws:iam::123456789012:role/Pull",
          region: "eu-west-1",
        }),
        item("gcp-cr", "europe-north1-docker.pkg.dev/p/*"),
        item("acme-9", "x.example.com/*"),
      ],
    });
    const { kind, entries } = readCredentialFile(text);
    expect(kind).toBe("valohai");
    expect(entries).toMatchObject([
      {
        pattern: "reg.example.com/team/*",
        start: { type: "standard", secret: { password: "s3cret" } },
        missing: null,
      },
      {
        pattern: `${ecr}/*`,
        start: {
          type: "aws-ecr",
          settings: {
            method: "access-key",
            accessKeyId: "AKIAIOSFODNN7EXAMPLE",
            regions: ["eu-west-1"],
          },
          secret: { secretAccessKey: "wJalr" },
        },
        missing: null,
      },
      {
        pattern: `${ecr}/ml`,
        start: { settings: { method: "worker-role", roleName: "Pull" }, secret: {} },
        missing: null,
      },
      {
        start: { type: "google-artifact-registry" },
        missing: expect.stringContaining("no secret"),
      },
      { start: null, missing: expect.stringContaining("'acme-9'") },
    ]);
  });

  test("what the API gives back has no secrets, and says so", () => {
    expect(only(JSON.stringify([item("docker", "reg.example.com/*")]))).toMatchObject({
      start: { settings: { host: "reg.example.com" }, secret: {} },
      missing: expect.stringContaining("no secret"),
    });
  });
});

describe("whatever the text", () => {
  const numRuns = Number(process.env["BERTH_PROPERTY_RUNS"] ?? 300);
  const odd = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.webUrl(), fc.domain());
  const secret = fc
    .string({ minLength: 12, maxLength: 30, unit: "grapheme-ascii" })
    .map((text) => `s3cr3t${text}`);

  test("nothing is thrown, and no place, host, pattern or reason holds the secret", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          odd,
          fc.record({ user: fc.string(), password: secret, broken: fc.boolean() }),
        ),
        fc.constantFrom("docker", "kubernetes", "valohai"),
        (hosts, kind) => {
          const pairs = Object.entries(hosts);
          const auths = Object.fromEntries(
            pairs.map(([host, { user, password, broken }]) => [
              host,
              broken
                ? { username: user, password }
                : { auth: base64(`${user.replaceAll(":", "")}:${password}`) },
            ]),
          );
          const text =
            kind === "docker"
              ? config(auths)
              : kind === "kubernetes"
                ? JSON.stringify({
                    apiVersion: "v1",
                    kind: "Secret",
                    stringData: { ".dockerconfigjson": config(auths) },
                  })
                : JSON.stringify(
                    pairs.map(([host, { user, password }]) => ({
                      type: "docker",
                      image_pattern: `${host}/*`,
                      configuration: { username: user, password },
                    })),
                  );
          const { entries, problems } = readCredentialFile(text);
          for (const { place, host, pattern, missing, start } of entries) {
            const shown = [
              place,
              host,
              pattern,
              missing,
              start?.readAs,
              JSON.stringify(start?.notices),
              ...problems,
            ].join("\n");
            for (const { password } of Object.values(hosts)) expect(shown).not.toContain(password);
            // A secret is proposed for the host it stood under, and for no other.
            const standard = start?.type === "standard" ? start.settings["host"] : host;
            expect(standard).toBe(host);
          }
        },
      ),
      { numRuns },
    );
  });

  test("any JSON, any text and any cut of a file are read without a throw", () => {
    const file = config(
      { "reg.example.com": { auth: base64("a:b") } },
      { credHelpers: { x: "y" } },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.nat(file.length).map((end) => file.slice(0, end)),
          fc.json().map((json) => `{"auths": ${json}}`),
          fc.json().map((json) => `{"apiVersion":"v1","kind":"Secret","data":${json}}`),
          fc
            .json()
            .map((json) => `[{"type":"docker","image_pattern":${json},"configuration":${json}}]`),
        ),
        (text) => {
          expect(readCredentialFile(text).entries.length).toBeLessThanOrEqual(200);
        },
      ),
      { numRuns },
    );
  });
});
