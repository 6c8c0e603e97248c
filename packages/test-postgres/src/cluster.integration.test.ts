import { connect } from "node:net";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { startCluster } from "./cluster.ts";

test("a server answers on its port, comes back after a cut, and leaves nothing behind", async () => {
  const cluster = await startCluster();
  const answers = async () => {
    const socket = connect(cluster.port, "127.0.0.1");
    try {
      await once(socket, "connect");
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  };
  expect(cluster.url("x")).toBe(`postgres://berth:${cluster.password}@127.0.0.1:${cluster.port}/x`);
  expect(await answers()).toBe(true);
  await cluster.kill();
  expect(await answers()).toBe(false);
  await cluster.restart();
  expect(await answers()).toBe(true);
  await cluster.dispose();
  expect(await answers()).toBe(false);
  expect(existsSync(cluster.folder)).toBe(false);
});
