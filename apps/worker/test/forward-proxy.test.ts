import { expect, test } from "vitest";
import { withPair } from "./decisions.ts";
import { startForwardProxy } from "./start-forward-proxy.ts";
import { secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

test("Berth is reached through the machine's proxy; loopback never is", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const proxy = await startForwardProxy(stage, {
    "berth.test:80": Number(new URL(berth.url).port),
  });
  const ended = await stage.sandbox.run(["pull", `${reg.host}/team/app:1`, "--to", "oci:app"], {
    ...settingsFor(berth, reg),
    BERTH_URL: "http://berth.test",
    HTTP_PROXY: proxy.url,
    HTTPS_PROXY: proxy.url,
  });
  expect(ended.code).toBe(0);
  expect(new Set(proxy.asked)).toEqual(new Set(["berth.test:80"]));
  expect(ended.stderr).not.toContain("Warning: EnvHttpProxyAgent");
  expect(ended.stderr).not.toContain("experimental");
});

test("a registry is reached through the machine's proxy, with TLS end to end", async () => {
  const reg = await stage.registry("standard-basic", { tls: "trusted" });
  const berth = await stage.berth(withPair("alice", secret));
  stage.sandbox.write("ca.pem", reg.ca ?? "");
  const { port } = new URL(reg.origin);
  const proxy = await startForwardProxy(stage, { [`127.0.0.2:${port}`]: Number(port) });
  const ended = await stage.sandbox.run(
    ["pull", `127.0.0.2:${port}/team/app:1`, "--to", "oci:app"],
    {
      BERTH_URL: berth.url,
      BERTH_TOKEN: berth.token,
      BERTH_CA: stage.sandbox.path("ca.pem"),
      HTTPS_PROXY: proxy.url,
    },
  );
  expect(ended.stderr).not.toContain("can't be reached");
  expect(ended.code).toBe(0);
  expect(new Set(proxy.asked)).toEqual(new Set([`127.0.0.2:${port}`]));
});

test("NO_PROXY keeps a host off the proxy, and a proxy that refuses is named as the cause", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const proxy = await startForwardProxy(stage, {});
  const words = ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"];
  const settings = {
    ...settingsFor(berth, reg),
    BERTH_URL: "http://berth.invalid",
    HTTP_PROXY: proxy.url,
  };
  const refused = await stage.sandbox.run(words, settings);
  expect(refused.code).toBe(5);
  expect(refused.stderr).toContain("the proxy answers 403 when asked for Berth at berth.invalid");
  const direct = await stage.sandbox.run(words, { ...settings, NO_PROXY: "berth.invalid" });
  expect(direct.code).toBe(5);
  expect(direct.stderr).toContain("(DNS)");
  expect(proxy.asked).toEqual(["berth.invalid:80"]);
  const away = await stage.sandbox.run(words, { ...settings, HTTP_PROXY: "127.0.0.1:1" });
  expect(away.code).toBe(5);
  expect(away.stderr).toContain(
    "Berth at berth.invalid can't be reached: the proxy 127.0.0.1:1 refuses connections.",
  );
});
