import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { appendFile, chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { serverAccount, type Account } from "./account.ts";
import { findPrograms } from "./programs.ts";

const exec = promisify(execFile);
const startMs = 20_000;
const userName = "berth";

/** One running PostgreSQL on a loopback port of its own, with user and password as a real one has them. */
export type Cluster = {
  /** Where it keeps what it has. */
  folder: string;
  port: number;
  password: string;
  /** An address for a database of this server; `postgres` always exists. */
  url(database?: string): string;
  /** Ends at once and loses nothing that was acknowledged: the power cut of a test. */
  kill(): Promise<void>;
  /** Starts again on the same port, with what is on the disk. */
  restart(): Promise<void>;
  /** A second server that follows this one; every commit from then on waits until it has it too. */
  startStandby(): Promise<Standby>;
  /** Ends it and removes everything it left on the disk. */
  dispose(): Promise<void>;
};

export type Standby = Omit<Cluster, "startStandby"> & {
  /** Makes the follower the one that writes. */
  promote(): Promise<void>;
};

type Place = { account: Account; programs: string; folder: string };

/**
 * Starts an empty PostgreSQL. `durable` keeps the promise of the disk, which most tests can do without.
 * Always dispose of it: a server outlives the process that started it.
 */
export async function startCluster(options: { durable?: boolean } = {}): Promise<Cluster> {
  const place = await preparePlace();
  const password = randomBytes(18).toString("base64url");
  const data = join(place.folder, "primary");
  const passwordFile = join(place.folder, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (place.account !== null) await chown(passwordFile, place.account.uid, place.account.gid);
  await exec(
    join(place.programs, "initdb"),
    [
      `--pgdata=${data}`,
      `--username=${userName}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--no-sync",
      "--no-instructions",
    ],
    { ...place.account, cwd: "/" },
  );
  const settings = options.durable === true ? [] : ["fsync=off", "full_page_writes=off"];
  const primary = await startServer(place, data, password, settings);
  const servers = [primary];
  return {
    ...primary,
    folder: place.folder,
    async startStandby() {
      const standby = await followerOf(place, primary, password);
      servers.push(standby);
      return standby;
    },
    async dispose() {
      for (const server of servers) await server.kill();
      await rm(place.folder, { recursive: true, force: true });
    },
  };
}

async function preparePlace(): Promise<Place> {
  const account = serverAccount();
  const folder = await mkdtemp(join(tmpdir(), "berth-postgres-"));
  if (account !== null) await chown(folder, account.uid, account.gid);
  return { account, programs: findPrograms(account), folder };
}

type Server = Omit<Cluster, "startStandby">;

async function startServer(
  place: Place,
  data: string,
  password: string,
  settings: readonly string[],
): Promise<Server> {
  const port = await freePort();
  const all = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "shared_buffers=16MB",
    "max_connections=60",
    "max_wal_senders=4",
    "wal_level=replica",
    "log_min_messages=log",
    ...settings,
  ];
  const launch = () => launchServer(place, data, all);
  let child = await launch();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    // Immediate shutdown: every process of the server quits without saying good-bye to anybody.
    child.kill("SIGQUIT");
    await ended;
  };
  return {
    folder: data,
    port,
    password,
    url: (database = "postgres") =>
      `postgres://${userName}:${password}@127.0.0.1:${port}/${database}`,
    kill,
    async restart() {
      await kill();
      child = await launch();
    },
    async dispose() {
      await kill();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function launchServer(
  { account, programs }: Place,
  data: string,
  settings: readonly string[],
): Promise<ChildProcess> {
  const child = spawn(
    join(programs, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...account, cwd: "/", stdio: ["ignore", "ignore", "pipe"] },
  );
  const stop = () => void child.kill("SIGQUIT");
  process.once("exit", stop);
  child.once("exit", () => process.off("exit", stop));
  let output = "";
  child.stderr.setEncoding("utf8");
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no PostgreSQL:\n${output}`)), startMs);
    child.once("exit", () => reject(new Error(`PostgreSQL ended:\n${output}`)));
    child.stderr.on("data", (text: string) => {
      output = (output + text).slice(-4000);
      if (!/ready to accept (read-only )?connections/.test(output)) return;
      clearTimeout(timer);
      resolve();
    });
  });
  try {
    await ready;
    return child;
  } catch (err) {
    child.kill("SIGKILL");
    throw err;
  }
}

/** Copies the primary as a backup would, and follows it from there. */
async function followerOf(place: Place, primary: Server, password: string): Promise<Standby> {
  const source = join(place.folder, "primary");
  const data = join(place.folder, `standby-${primary.port}`);
  // A cold copy: the primary is down for the moment that the copy takes.
  await primary.kill();
  await cp(source, data, { recursive: true, preserveTimestamps: true });
  await rm(join(data, "postmaster.pid"), { force: true });
  await writeFile(join(data, "standby.signal"), "");
  if (place.account !== null) {
    await exec("chown", ["-R", `${place.account.uid}:${place.account.gid}`, data]);
  }
  // Only now, so that the follower itself waits for nobody once it is promoted.
  await appendFile(join(source, "postgresql.auto.conf"), "synchronous_standby_names = '*'\n");
  await primary.restart();
  const connection = `host=127.0.0.1 port=${primary.port} user=${userName} password=${password}`;
  const server = await startServer(place, data, password, [
    `primary_conninfo=${connection} application_name=standby`,
    "hot_standby=on",
  ]);
  return {
    ...server,
    async promote() {
      await exec(join(place.programs, "pg_ctl"), ["-D", data, "-w", "-t", "20", "promote"], {
        ...place.account,
        cwd: "/",
      });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
