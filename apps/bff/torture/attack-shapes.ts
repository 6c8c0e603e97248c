import { connect } from "node:net";
import { openStage } from "./stage.ts";
import { served, answered, createSender, quantile, type Sent } from "./send.ts";
import { atLeast, atMost, exactly, reported, type Scenario } from "./scenario.ts";

/** S-22: requests that are made to exhaust a server, fifty a second, keep nobody else waiting. */
export const attackShapes: Scenario = {
  id: "S-22",
  name: "requests made to exhaust, beside normal ones",
  async run({ folder, count }) {
    const stage = await openStage(folder);
    const sender = createSender(stage.port);
    const ms = count(2_500, 60_000);
    const { read, pull, write } = stage.requests;
    const shapes = shapesOf(write(0));
    const raw = rawShapesOf(write(0));
    for (let n = 0; n < 30; n += 1) await sender.send(read);
    const before = await stage.facts();
    const normal = () =>
      Promise.all([
        sender.openLoop(() => read, { rate: 20, ms }),
        sender.openLoop(() => pull, { rate: 10, ms }),
      ]);
    const alone = await stage.costOf(normal);
    const attacked = await stage.costOf(() =>
      Promise.all([
        sender.openLoop((n) => shapes[n % shapes.length] as Sent, { rate: 40, ms }),
        sendRaw(stage.port, raw, { rate: 10, ms }),
        normal(),
      ]),
    );
    const [attacks, cut, [reads, pulls]] = attacked.result;
    const after = await stage.facts();
    sender.close();
    const code = await stage.close();
    const others = [...reads, ...pulls];
    const usual = alone.result.flat();
    const costOfNormal = alone.processorMs / usual.length;
    const costOfAttack = (attacked.processorMs - alone.processorMs) / (attacks.length + cut.length);
    return [
      exactly("shapes", shapes.length + raw.length, 20),
      atLeast("attacks", attacks.length + cut.length, (50 * ms) / 1000 - 2),
      exactly("attacks that were served", answered(attacks).length, 0),
      exactly(
        "attacks that broke something",
        attacks.filter(({ status }) => status === 500).length,
        0,
      ),
      exactly("raw attacks that were served", cut.filter((text) => / 20\d /.test(text)).length, 0),
      ...served("normal requests", [...usual, ...others], stage.log()),
      // An attack may send a megabyte where a normal request is a line: so much more it may cost, and no more.
      atMost("processor time of an attack, in normal requests", costOfAttack / costOfNormal, 20),
      reported(
        "normal requests, p50, of that without attacks",
        quantile(others, 0.5) / quantile(usual, 0.5),
        "",
      ),
      reported("normal requests, p99", quantile(others, 0.99), "300 ms", "ms"),
      reported("memory grew by", after.rssMiB - before.rssMiB, "", "MiB"),
      exactly("exit code", code, 0),
    ];
  },
};

function shapesOf(write: Sent): Sent[] {
  const json = (body: string): Sent => ({ ...write, body });
  const named = (value: string) => `{"name":${value},"owner":{"kind":"organization"}}`;
  return [
    json(`${"[".repeat(50_000)}${"]".repeat(50_000)}`),
    json(`${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`),
    json(`{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":1`).join(",")}}`),
    json(named(`"${"x".repeat(900_000)}"`)),
    json(named(`"${"\\u0041".repeat(100_000)}"`)),
    json(named(`[${"1,".repeat(200_000)}1]`)),
    json(`${named('"x"').slice(0, -1)},"__proto__":{"role":"owner"}}`),
    json(named(`1e${"9".repeat(50_000)}`)),
    json('{"name":'.padEnd(200_000, " ")),
    { ...write, body: "x=1", headers: { ...write.headers, "content-type": "text/plain" } },
    { ...write, path: `/api/v1/organizations/${"a".repeat(8_000)}/projects` },
    { ...write, path: `/api/v1/organizations/acme/projects?${"a=1&".repeat(1_500)}` },
    { method: "GET", path: `/api/v1/organizations/acme/audit-events?text=${"%25".repeat(600)}` },
    {
      method: "POST",
      path: "/api/v1/worker/pulls",
      headers: { authorization: `Bearer ${"x".repeat(9_000)}` },
    },
    { method: "GET", path: "/api/v1/session", headers: { cookie: "a=b; ".repeat(2_500) } },
  ];
}

/** What no HTTP client sends: bytes on a socket that is closed a moment later. */
function rawShapesOf(write: Sent): string[] {
  const head = Object.entries({ host: "x", ...write.headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  const post = `POST ${write.path} HTTP/1.1\r\n${head}`;
  return [
    `${post}Transfer-Encoding: chunked\r\n\r\n${"1\r\nx\r\n".repeat(20_000)}`,
    `${post}Content-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${post}Content-Length: 99999999999\r\n\r\n{}`,
    `GET / HTTP/1.1\r\n${"X-A: b\r\n".repeat(4_000)}\r\n`,
    "GET /api/v1/nope HTTP/1.1\r\nHost: x\r\n\r\n".repeat(200),
  ];
}

async function sendRaw(
  port: number,
  shapes: readonly string[],
  { rate, ms }: { rate: number; ms: number },
): Promise<string[]> {
  const all: Promise<string>[] = [];
  for (let n = 0; n < (rate * ms) / 1000; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000 / rate));
    const bytes = shapes[n % shapes.length] ?? "";
    all.push(
      new Promise((resolve) => {
        let text = "";
        const socket = connect(port, "127.0.0.1");
        socket.setEncoding("latin1").on("data", (part: string) => (text += part));
        socket.on("error", () => {});
        socket.on("close", () => resolve(text));
        socket.write(bytes);
        setTimeout(() => socket.destroy(), 1_000);
      }),
    );
  }
  return await Promise.all(all);
}
