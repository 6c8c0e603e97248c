import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { lookUpHostsFile } from "./hosts-file.ts";
import { createSystemResolver } from "./resolve.ts";

/** Against a name server of our own on loopback that answers by a script. */

const started: Socket[] = [];
afterEach(() => {
  for (const socket of started.splice(0)) socket.close();
});

type Script = (type: "A" | "AAAA") => { rcode?: number; records?: Buffer[] } | "silent";

async function nameServer(script: Script) {
  const socket = createSocket("udp4");
  started.push(socket);
  const questions: string[] = [];
  socket.on("message", (query, peer) => {
    let at = 12;
    while ((query[at] ?? 0) !== 0) at += 1 + (query[at] ?? 0);
    const type = query.readUInt16BE(at + 1) === 28 ? "AAAA" : "A";
    questions.push(type);
    const reply = script(type);
    if (reply === "silent") return;
    const records = reply.records ?? [];
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (reply.rcode ?? 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((data) => {
      const head = Buffer.alloc(12);
      head.writeUInt16BE(0xc0_0c, 0);
      head.writeUInt16BE(data.length === 4 ? 1 : 28, 2);
      head.writeUInt16BE(1, 4);
      head.writeUInt16BE(data.length, 10);
      return Buffer.concat([head, data]);
    });
    socket.send(
      Buffer.concat([header, query.subarray(12, at + 5), ...answers]),
      peer.port,
      peer.address,
    );
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, "127.0.0.1", resolve);
  });
  const servers = [`127.0.0.1:${socket.address().port}`];
  return { servers, questions };
}

const four = Buffer.from([93, 184, 216, 34]);
const six = Buffer.from("26064700000000000000000000001111", "hex");
const unbounded = new AbortController().signal;

test("asks for both families once and puts IPv4 first", async () => {
  const { servers, questions } = await nameServer((type) => ({
    records: [type === "A" ? four : six],
  }));
  const answer = await createSystemResolver({ servers })("reg.test", unbounded);
  expect(answer).toEqual({ ok: true, addresses: ["93.184.216.34", "2606:4700::1111"] });
  expect(questions.toSorted()).toEqual(["A", "AAAA"]);
});

test("one family without records, or that keeps silent, does not hide the other", async () => {
  const empty = await nameServer((type) => (type === "A" ? { records: [four] } : {}));
  const one = await createSystemResolver({ servers: empty.servers })("reg.test", unbounded);
  expect(one).toEqual({ ok: true, addresses: ["93.184.216.34"] });
  const silent = await nameServer((type) => (type === "A" ? { records: [four] } : "silent"));
  const resolver = createSystemResolver({ servers: silent.servers, limitMs: 200 });
  expect(await resolver("reg.test", unbounded)).toEqual({ ok: true, addresses: ["93.184.216.34"] });
});

test("a name that does not exist is told apart from a name server in trouble", async () => {
  const absent = await nameServer(() => ({ rcode: 3 }));
  expect(await createSystemResolver({ servers: absent.servers })("reg.test", unbounded)).toEqual({
    ok: false,
    code: "not-found",
    osCode: "ENOTFOUND",
  });
  const broken = await nameServer(() => ({ rcode: 2 }));
  expect(
    await createSystemResolver({ servers: broken.servers })("reg.test", unbounded),
  ).toMatchObject({
    ok: false,
    code: "temporary",
  });
});

test("a silent name server costs at most the limit, and the caller can end it sooner", async () => {
  const { servers } = await nameServer(() => "silent");
  const startedAt = performance.now();
  const slow = await createSystemResolver({ servers, limitMs: 150 })("reg.test", unbounded);
  expect(slow).toEqual({ ok: false, code: "temporary", osCode: "ETIMEOUT" });
  const sooner = await createSystemResolver({ servers })("reg.test", AbortSignal.timeout(50));
  expect(sooner).toEqual({ ok: false, code: "temporary", osCode: "ETIMEOUT" });
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test("the hosts file is read as the system reads it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "berth-hosts-"));
  const path = join(folder, "hosts");
  await writeFile(
    path,
    "# 10.0.0.1 reg.test\n10.0.0.2\tReg.Test alias # reg2.test\n::5 reg.test\nnonsense reg.test\n10.0.0.2 reg.test\n",
  );
  expect(await lookUpHostsFile("reg.test", path)).toEqual(["10.0.0.2", "::5"]);
  expect(await lookUpHostsFile("alias", path)).toEqual(["10.0.0.2"]);
  expect(await lookUpHostsFile("reg2.test", path)).toEqual([]);
  expect(await lookUpHostsFile("reg.test", join(folder, "missing"))).toEqual([]);
  await rm(folder, { recursive: true });
});
