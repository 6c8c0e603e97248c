import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { withPair } from "./decisions.ts";
import { secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

/** A forward proxy that leads every CONNECT to where `targets` says, and notes what was asked. */
async function forwardProxy(targets: Record<string, number>) {
  const asked: string[] = [];
  const server = createServer();
  server.on("connect", (request, client) => {
    const name = request.url ?? "";
    asked.push(name);
    const port = targets[name];
    if (port === undefined) return client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const target = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      target.pipe(client).pipe(target);
    });
    target.on("error", () => client.destroy());
    client.on("error", () => target.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stage.onClose(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}

test("Berth is reached through the machine's proxy; loopback never is", async () => {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const proxy = await forwardProxy({ "berth.test:80": Number(new URL(berth.url).port) });
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
  const proxy = await forwardProxy({ [`127.0.0.2:${port}`]: Number(port) });
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
  const proxy = await forwardProxy({});
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
});
