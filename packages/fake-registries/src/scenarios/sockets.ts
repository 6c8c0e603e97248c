import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { alreadySent } from "../server/already-sent.ts";
import type { Scenario } from "./scenario.ts";

const tick = 200;
const start = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.oci.image.manifest.v1+json\r\n";

/** Servers that break HTTP itself, or never come to an end. Every one stops when its client goes. */
export const sockets: Scenario[] = [
  wire("slow", "never answers", () => {}),
  wire("header-drip", "headers without end, one byte at a time", (socket) => {
    socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
    repeat(socket, tick, () => socket.write("a"));
  }),
  ...both("body-drip", "a body of one byte every 200 ms", (socket) => {
    socket.write(`${start}Content-Length: 4000000\r\n\r\n`);
    repeat(socket, tick, () => socket.write(" "));
  }),
  ...both("endless-body", "a body without end, as fast as it goes", (socket) => {
    socket.write(`${start}Transfer-Encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${" ".repeat(0x10000)}\r\n`;
    const pour = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on("drain", pour);
    pour();
  }),
  wire("huge-headers", "64 KiB of headers", (socket) => {
    socket.end(`${start}X-Huge: ${"a".repeat(64 * 1024)}\r\nContent-Length: 0\r\n\r\n`);
  }),
  wire("many-headers", "1,000 headers", (socket) => {
    const many = Array.from({ length: 1000 }, (_, n) => `X-${n}: 1\r\n`).join("");
    socket.end(`${start}${many}Content-Length: 0\r\n\r\n`);
  }),
  wire("continue-flood", "1xx answers without end", (socket) => {
    repeat(socket, 1, () =>
      socket.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(100)),
    );
  }),
  ...both("length-too-long", "a body shorter than its Content-Length", (socket) => {
    socket.end(`${start}Content-Length: 1000\r\n\r\n{}`);
  }),
  wire("length-and-chunked", "Content-Length beside Transfer-Encoding", (socket) => {
    socket.end(
      `${start}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    );
  }),
  ...both("bad-chunk", "a chunk size that is no number", (socket) => {
    socket.end(`${start}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`);
  }),
  wire("reset", "the connection is reset instead of an answer", (socket) => {
    // Below TLS there is no way to the TCP socket; ending it without a goodbye looks the same.
    if (socket instanceof TLSSocket) socket.destroy();
    else socket.resetAndDestroy();
  }),
  wire("hang-up", "the connection is closed instead of an answer", (socket) => {
    socket.end();
  }),
  wire("ssh-banner", "a greeting of another protocol instead of an answer", (socket) => {
    socket.end("SSH-2.0-OpenSSH_9.6\r\n");
  }),
  wire("second-reply", "a second answer pushed behind the first", (socket) => {
    const unauthorized =
      'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n';
    socket.write(`${unauthorized}${start}Content-Length: 2\r\n\r\n{}`);
  }),
];

/** Takes the socket over for every manifest request and, where put over a whole fake, for `/v2/`. */
function wire(name: string, about: string, act: (socket: Socket) => void): Scenario {
  return {
    name,
    about,
    before: ({ call, socket }) => (call.kind === "token" ? null : takeOver(socket, act)),
  };
}

/** The same twice: at once, and as `<name>-after-auth` instead of the body once the client is signed in. */
function both(name: string, about: string, act: (socket: Socket) => void): Scenario[] {
  const afterAuth: Scenario = {
    name: `${name}-after-auth`,
    about: `${about}, once signed in`,
    after: ({ c, call, socket }, answer) =>
      call.kind === "manifest" && answer.ok && c.req.method === "GET"
        ? takeOver(socket, act)
        : answer,
  };
  return [wire(name, about, act), afterAuth];
}

function takeOver(socket: Socket, act: (socket: Socket) => void): Response {
  socket.on("error", () => socket.destroy());
  act(socket);
  return alreadySent;
}

function repeat(socket: Socket, everyMs: number, act: () => void): void {
  const timer = setInterval(act, everyMs);
  socket.once("close", () => clearInterval(timer));
}
