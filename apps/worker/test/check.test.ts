import { createTestAuthority } from "@berth/fake-registries";
import { expect, test } from "vitest";
import { anonymously, refusing, withPair, withToken } from "./decisions.ts";
import { image, secret, settingsFor, tokenFrom, useStage } from "./stage.ts";

const stage = useStage();

test("an image is checked from here with a bearer, without its token service, and Berth is told each step", async () => {
  const reg = await stage.registry("standard-token");
  const token = await tokenFrom(reg, "team/app");
  const berth = await stage.berth(withToken(token));
  const signedIn = reg.credentialsSeen.length;
  const ended = await stage.sandbox.run(
    ["check", `${reg.host}/team/app:1`, "--project", "training"],
    settingsFor(berth, reg),
  );
  expect(ended.code, ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^passed [^\n]*manifest[^\n]*:/im);
  expect(ended.stdout).toContain("ok: ");
  expect(ended.stdout).not.toContain("what to do");
  expect(berth.asked).toEqual([
    { image: `${reg.host}/team/app:1`, carrier: "check", project: "training" },
  ]);
  const [check] = berth.checks;
  expect(check).toMatchObject({
    image: `${reg.host}/team/app:1`,
    digest: image.digest,
    diagnosis: { code: "OK", outcome: "ok" },
  });
  expect(check?.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
    "credential passed",
    expect.stringMatching(/^dns /),
    expect.stringMatching(/^connect (passed|warning)$/),
    "challenge passed",
    "token skipped",
    "manifest passed",
    "layer passed",
  ]);
  expect(berth.reports).toMatchObject([{ report: { status: "succeeded", digest: image.digest } }]);
  const used = reg.credentialsSeen.slice(signedIn).map(({ presented }) => presented.scheme);
  expect(new Set(used)).toEqual(new Set(["bearer"]));
  expect(JSON.stringify([berth.checks, ended])).not.toContain(token);
});

test("the registry's own type says what its answers mean, and one that this worker doesn't know changes nothing", async () => {
  const reg = await stage.registry("standard-token");
  const token = await tokenFrom(reg, "team/app");
  const causes = [];
  for (const type of ["docker-hub", "a-type-of-tomorrow"]) {
    const berth = await stage.berth(withToken(token, type));
    const ended = await stage.sandbox.run(
      ["check", `${reg.host}/team/hidden:1`],
      settingsFor(berth, reg),
    );
    expect(ended.code).toBe(4);
    expect(berth.checks[0]?.diagnosis.code).toBe("DENIED");
    causes.push(berth.checks[0]?.diagnosis.causes.join(" "));
  }
  expect(causes[0]).toContain("Docker Hub answers the same");
  expect(causes[1]).not.toContain("Docker Hub");
});

test("a pair is used as it is, and leaves no trace of itself", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const ended = await stage.sandbox.run(
    ["check", `${reg.host}/team/app:1`, "--json"],
    settingsFor(berth, reg),
  );
  expect(ended.code, ended.stderr).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    ok: true,
    exitCode: 0,
    check: "chk_1",
    diagnosis: { outcome: "ok" },
    digest: image.digest,
  });
  const encoded = Buffer.from(`alice:${secret}`).toString("base64");
  for (const text of [secret, encoded]) {
    expect(JSON.stringify([berth.checks, ended])).not.toContain(text);
  }
  expect(stage.sandbox.filesHolding(secret, encoded)).toEqual([]);
});

test("what keeps this machine from the registry is named, and told", async () => {
  const authority = await createTestAuthority();
  const reg = await stage.registry("standard-basic", { tls: "trusted", authority });
  const berth = await stage.berth(withPair("alice", secret));
  const settings = { BERTH_URL: berth.url, BERTH_TOKEN: berth.token };
  const untrusted = await stage.sandbox.run(["check", `${reg.host}/team/app:1`], settings);
  expect(untrusted.code).toBe(4);
  expect(berth.checks[0]?.diagnosis.outcome).toBe("tls");
  expect(berth.reports[0]?.report.status).toBe("failed");

  stage.sandbox.write("ca.pem", authority.ca);
  const trusted = await stage.sandbox.run(["check", `${reg.host}/team/app:1`], {
    ...settings,
    BERTH_CA: stage.sandbox.path("ca.pem"),
  });
  expect(trusted.code, trusted.stderr).toBe(0);
  expect(trusted.stdout).toContain("Certificate valid until");

  expect(untrusted.stdout).toContain("name its file in `BERTH_CA`");

  const away = await stage.sandbox.run(["check", "127.0.0.1:1/team/app:1"], settings);
  expect(away.code).toBe(4);
  expect(berth.checks[2]?.diagnosis.outcome).toBe("unreachable");
});

test("an image that no pattern covers is checked without a sign-in", async () => {
  const reg = await stage.registry("standard-token");
  const berth = await stage.berth(anonymously);
  const settings = settingsFor(berth, reg);
  const open = await stage.sandbox.run(["check", `${reg.host}/open/app:1`], settings);
  expect(open.code, open.stderr).toBe(0);
  const closed = await stage.sandbox.run(["check", `${reg.host}/team/app:1`], settings);
  expect(closed.code).toBe(4);
  const schemes = reg.credentialsSeen.map(({ presented }) => presented.scheme);
  expect(schemes).not.toContain("basic");
});

test("a refusal ends it before anything is dialled, and a Berth that can't be told is no failure", async () => {
  const reg = await stage.registry("standard-basic");
  const paused = await stage.berth(refusing("registry_paused", "'Team' is paused."));
  const before = reg.requests.length;
  const refused = await stage.sandbox.run(
    ["check", `${reg.host}/team/app:1`],
    settingsFor(paused, reg),
  );
  expect(refused.code).toBe(3);
  expect(refused.stderr).toContain("'Team' is paused.");
  expect(reg.requests.length).toBe(before);

  const berth = await stage.berth(withPair("alice", secret));
  const started = stage.sandbox.start(
    ["check", `${reg.host}/scenario/slow:1`],
    settingsFor(berth, reg),
  );
  await expect.poll(() => reg.requests.length).toBeGreaterThan(before);
  await berth.close();
  const untold = await started.ended;
  expect(untold.code).toBe(4);
  expect(untold.stderr).toContain("Berth wasn't told of the check");
});
