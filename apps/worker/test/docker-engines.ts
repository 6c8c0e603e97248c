import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import type { Stage } from "./stage.ts";

const daemon = "dockerd";

export type DockerEngine = {
  socket: string;
  /** What was asked of it, with the login that came along; null where the engine keeps no note of that. */
  asked: { method: string; path: string; login: string }[] | null;
  /** The names of all its images. */
  names: () => Promise<string[]>;
};

/** Ways to have an engine: one that plays Docker's on a socket, and Docker's own where it can be started. */
export const dockerEngines: [string, (stage: Stage) => Promise<DockerEngine>][] = [
  ["an engine that keeps notes", startNotingEngine],
  ...(canStartDocker()
    ? [["Docker's own engine", startDocker] satisfies (typeof dockerEngines)[number]]
    : []),
];

/** Speaks the four calls that a pull makes, and fetches what it is told to over http as Docker does. */
async function startNotingEngine(stage: Stage): Promise<DockerEngine> {
  const asked: NonNullable<DockerEngine["asked"]> = [];
  const names = new Set<string>();
  const server = createServer((incoming, response) => {
    const { method = "", url: path = "", headers } = incoming;
    const login = Buffer.from(String(headers["x-registry-auth"] ?? ""), "base64url").toString();
    if (path !== "/_ping") asked.push({ method, path, login });
    const { pathname, searchParams } = new URL(path, "http://docker");
    const [, name = ""] = /^\/images\/(.+?)(?:\/tag)?$/.exec(pathname) ?? [];
    void (async () => {
      if (pathname === "/images/create") {
        const from = searchParams.get("fromImage") ?? "";
        const reference = searchParams.get("tag") ?? "";
        response.write('{"status":"Pulling"}\r\n');
        const error = await fetchImage(from, reference).catch(String);
        if (error === null) names.add(`${from}${reference.includes(":") ? "@" : ":"}${reference}`);
        return response.end(error === null ? "{}\r\n" : JSON.stringify({ error }));
      }
      if (pathname === "/_ping") return response.end("OK");
      if (!names.has(name)) {
        return response.writeHead(404).end(JSON.stringify({ message: `No such image: ${name}` }));
      }
      if (method === "DELETE") names.delete(name);
      else names.add(`${searchParams.get("repo")}:${searchParams.get("tag")}`);
      return response.end("[]");
    })();
  });
  const socket = stage.sandbox.path("engine.sock");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  stage.onClose(() => {
    server.close();
    server.closeAllConnections();
  });
  return { socket, asked, names: async () => [...names] };
}

async function fetchImage(from: string, reference: string): Promise<string | null> {
  const [host = "", name = ""] = from.split("/");
  const base = `http://${host}/v2/${name}`;
  const manifest = await fetch(`${base}/manifests/${reference}`);
  if (!manifest.ok) return `manifest for ${from}:${reference}: ${await manifest.text()}`;
  const { config, layers } = (await manifest.json()) as Record<string, { digest: string }[]> & {
    config: { digest: string };
  };
  for (const { digest } of [config, ...(layers ?? [])]) {
    const blob = await fetch(`${base}/blobs/${digest}`);
    if (!blob.ok) return `blob ${digest}: ${blob.status}`;
    await blob.arrayBuffer();
  }
  return null;
}

/** A real engine in the sandbox, without a network of its own; ends with the test. */
async function startDocker(stage: Stage): Promise<DockerEngine> {
  const folder = mkdtempSync(join(tmpdir(), "berth-docker-test-"));
  const at = (name: string) => join(folder, name);
  const socket = at("sock");
  const engine = spawn(
    daemon,
    [
      ["--host", `unix://${socket}`],
      ["--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid")],
      ["--storage-driver", "vfs", "--bridge", "none", "--iptables=false", "--ip6tables=false"],
    ].flat(),
    // An engine that is slow to start writes what held it up there; the sandbox is looked through for what the worker left.
    { stdio: "ignore", env: { ...stage.sandbox.environment, TMPDIR: folder } },
  );
  const ended = new Promise<void>((resolve) => engine.once("close", () => resolve()));
  stage.onClose(async () => {
    engine.kill("SIGTERM");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  await vi.waitFor(() => ask(socket, "/_ping"), { timeout: 20_000, interval: 100 });
  const names = async () => {
    const images = JSON.parse(await ask(socket, "/images/json?all=1")) as {
      RepoTags: string[] | null;
      RepoDigests: string[] | null;
    }[];
    return images.flatMap((one) => [...(one.RepoTags ?? []), ...(one.RepoDigests ?? [])]);
  };
  return { socket, asked: null, names };
}

function ask(socketPath: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, timeout: 5000 }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => (text += part));
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${path} answered ${answer.statusCode}`));
      });
    })
      .once("error", reject)
      .end();
  });
}

/** It needs to be root with the right to mount, and its own three programs. */
function canStartDocker(): boolean {
  const status = readFileSync("/proc/self/status", "utf8");
  const capabilities = BigInt(`0x${/^CapEff:\s*(\w+)/m.exec(status)?.[1] ?? "0"}`);
  const mayMount = (capabilities >> 21n) & 1n;
  return mayMount === 1n && [daemon, "containerd", "runc"].every(onPath);
}

function onPath(program: string): boolean {
  return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
