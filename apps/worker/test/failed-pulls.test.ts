import { createTestAuthority } from "@berth/fake-registries";
import { expect, test } from "vitest";
import { anonymously, withPair, withToken } from "./decisions.ts";
import { secret, settingsFor, tokenFrom, useStage } from "./stage.ts";

const stage = useStage();

/** Pulls with alice's credential, and returns what was said about it. */
async function failing(
  repository: string,
  options: { dialect?: string; environment?: object } = {},
) {
  const reg = await stage.registry(options.dialect ?? "standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(["pull", `${reg.host}/${repository}`, "--to", "oci:app"], {
    ...settingsFor(berth, reg),
    ...options.environment,
  });
  expect(ended.code).toBe(4);
  expect(ended.stdout).not.toContain("Image digest");
  const [reported] = berth.reports;
  expect(reported?.report.status).toBe("failed");
  const error = reported?.report.error ?? "";
  expect(ended.stderr).toContain(error);
  return { error, host: reg.host, reg };
}

test.each([
  [
    "team/app:9",
    "REG/team/app has nothing under 9, or the registry hides it (REG answered 404: MANIFEST_UNKNOWN",
  ],
  [
    "team/none:1",
    "REG/team/none has nothing under 1, or the registry hides it (REG answered 404: NAME_UNKNOWN",
  ],
  [
    "scenario/forbidden:1",
    "The credential may not pull REG/scenario/forbidden: it doesn't cover it, or there is no such repository (REG answered 403: DENIED",
  ],
  ["scenario/rate-limited-plain:1", "REG limits how often it may be asked (REG answered 429"],
  ["scenario/outage:1", "REG has a fault of its own (REG answered 503: UNAVAILABLE"],
  ["scenario/reset:1", "REG closed the connection."],
  ["scenario/hang-up:1", "REG closed the connection."],
  ["scenario/manifest-over-4mib:1", "The manifest from REG is over 4 MiB."],
  ["scenario/endless-body:1", "The manifest from REG is over 4 MiB."],
  ["scenario/wrong-digest:1", "REG sent a manifest that isn't the one its digest names."],
  ["scenario/schema-1:1", "REG keeps this image in the old schema 1"],
  ["scenario/gzip-manifest:1", "REG packs the manifest although it was asked not to."],
  ["scenario/redirect-loop:1", "REG sends on without end."],
  ["scenario/redirect-file:1", "REG sends on to file:; that isn't followed."],
])("a pull of %s says why it failed", async (repository, message) => {
  const { error, host } = await failing(repository);
  expect(error).toContain(message.replaceAll("REG", host));
});

test.each([
  [
    "scenario/foreign-realm:1",
    "The token address is on another host than the registry. Nothing was sent there.",
  ],
  ["scenario/token-rejected:1", "rejected the credential"],
  ["scenario/token-outage:1", "has a fault of its own"],
  ["scenario/token-html:1", "something other than JSON"],
  ["scenario/token-line-break:1", "a token that can't be sent in a header"],
  ["scenario/many-challenges:1", "too many challenges"],
  ["scenario/metadata-realm:1", "Nothing was sent there."],
])("a sign-in at %s says why it failed", async (repository, message) => {
  const { error } = await failing(repository, { dialect: "standard-token" });
  expect(error).toContain(message);
});

test("a wrong password is told apart from a missing image", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", "wrong"));
  const ended = await stage.sandbox.run(
    ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("doesn't accept the credential for");
});

test("a redirect to another origin is followed without the credential", async () => {
  const reg = await stage.registry("standard-token");
  const token = await tokenFrom(reg, "scenario/redirect");
  const berth = await stage.berth(withToken(token));
  const asked = reg.credentialsSeen.length;
  await stage.sandbox.run(
    ["pull", `${reg.host}/scenario/redirect:1`, "--to", "oci:app"],
    settingsFor(berth, reg),
  );
  const seen = reg.credentialsSeen.slice(asked);
  expect(new Set(seen.map(({ listener }) => listener))).toEqual(new Set(["registry"]));
  expect(reg.requests.some(({ listener }) => listener === "elsewhere")).toBe(true);
});

test("a certificate of an unknown authority is refused, and trusted once BERTH_CA names it", async () => {
  const authority = await createTestAuthority();
  const reg = await stage.registry("standard-token", { tls: "trusted", authority });
  const berth = await stage.berth(anonymously);
  const pull = (environment: Record<string, string>) =>
    stage.sandbox.run(["pull", `${reg.host}/open/app:1`, "--to", "oci:app"], {
      BERTH_URL: berth.url,
      BERTH_TOKEN: berth.token,
      ...environment,
    });
  const refused = await pull({});
  expect(refused.code).toBe(4);
  expect(refused.stderr).toContain("an authority this machine doesn't trust");
  expect(reg.requests).toEqual([]);
  stage.sandbox.write("ca.pem", authority.ca);
  expect((await pull({ BERTH_CA: stage.sandbox.path("ca.pem") })).code).toBe(0);
  expect((await pull({ NODE_EXTRA_CA_CERTS: stage.sandbox.path("ca.pem") })).code).toBe(0);
  expect((await pull({ SSL_CERT_FILE: stage.sandbox.path("ca.pem") })).code).toBe(0);
});

test("plain http is never spoken to a registry that isn't listed", async () => {
  const reg = await stage.registry("standard-token");
  const token = await tokenFrom(reg, "team/app");
  const berth = await stage.berth(withToken(token));
  const asked = reg.requests.length;
  const ended = await stage.sandbox.run(["pull", `${reg.host}/team/app:1`, "--to", "oci:app"], {
    BERTH_URL: berth.url,
    BERTH_TOKEN: berth.token,
  });
  expect(ended.code).toBe(4);
  expect(ended.stderr).toContain("speaks plain http where https was expected");
  expect(ended.stderr).toContain("BERTH_INSECURE_REGISTRIES");
  expect(reg.requests.length).toBe(asked);
});

test("a registry that is down for a moment is asked again, and the log says so", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const { port } = new URL(reg.origin);
  await reg.close();
  const started = stage.sandbox.start(["pull", `${reg.host}/team/app:1`, "--to", "oci:app"], {
    ...settingsFor(berth, reg),
    BERTH_RETRY_SECONDS: "15",
  });
  await started.said("refuses connections. Trying again in");
  await stage.registry("standard-basic", { port: Number(port) });
  expect((await started.ended).code).toBe(0);
  expect(berth.reports[0]?.report.timing?.troubleMs).toBeGreaterThan(0);
});
