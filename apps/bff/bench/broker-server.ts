/**
 * The three servers that the broker's bench compares, in a process of their own: Berth, and Hono without
 * anything behind it. Speaks with the bench over IPC.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Hono } from "hono";
import type { DirectAnswers } from "../src/http/direct/direct-answers.ts";
import type { HttpEnv } from "../src/http/http-env.ts";
import { createListener } from "../src/http/listener.ts";
import { openBrokerStage } from "./broker-stage.ts";
import { bareHono } from "./bare-hono.ts";

const stage = await openBrokerStage();

process.on("message", (wanted: { durable?: boolean; end?: true }) => {
  if (wanted.durable !== undefined) stage.commits.only(wanted.durable);
  if (wanted.end === true) void stage.close().then(() => process.exit(0));
  else {
    const { rows, commits } = stage.commits;
    process.send?.({ rows, commits });
  }
});
process.send?.({
  request: stage.request,
  ports: {
    berth: await serve(stage.berth.app, stage.berth.direct),
    bare: await serve(bareHono()),
  },
});

async function serve(app: Hono<HttpEnv>, direct?: DirectAnswers): Promise<number> {
  const { server, serve: answer } = createListener();
  answer(app, direct);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
