import { parseArgs } from "node:util";
import { dialects } from "./dialects/index.ts";
import { createImage, createIndex } from "./images/create-image.ts";
import { startRealRegistry } from "./real/start-real-registry.ts";
import { scenarios } from "./scenarios/index.ts";
import { certificateKinds, type CertificateKind } from "./server/test-authority.ts";
import { startFakeRegistry } from "./start-fake-registry.ts";

const usage = `Runs one registry on loopback until you press Ctrl+C.

  node src/cli.ts <dialect> [--port N] [--tls KIND] [--scenario NAME] [--user NAME --secret TEXT]
  node src/cli.ts real [--auth htpasswd|token|none] [--user NAME --secret TEXT]
  node src/cli.ts list

Dialects: ${dialects.map(({ name }) => name).join(", ")}
Certificates: ${certificateKinds.join(", ")}
`;

const account = { username: "demo", secret: "demo-secret" };
const images = {
  "team/app:1": createIndex([createImage(), createImage({ architecture: "arm64" })]),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: "string", default: "0" },
    tls: { type: "string" },
    scenario: { type: "string" },
    auth: { type: "string", default: "htpasswd" },
    user: { type: "string", default: account.username },
    secret: { type: "string", default: account.secret },
  },
});
const accounts = [{ username: values.user, secret: values.secret }];
const [command] = positionals;

if (command === undefined) process.stdout.write(usage);
else if (command === "list") list();
else if (command === "real") await serveReal();
else await serveFake(command);

function list(): void {
  for (const { name, about } of dialects) process.stdout.write(`dialect   ${name}: ${about}\n`);
  for (const { name, about } of scenarios) process.stdout.write(`scenario/${name}: ${about}\n`);
}

async function serveFake(dialect: string): Promise<void> {
  const tls = certificateKinds.find((kind): kind is CertificateKind => kind === values.tls);
  if (values.tls !== undefined && tls === undefined)
    throw new Error(`no certificate ${values.tls}`);
  const port = Number(values.port);
  const { scenario } = values;
  const fake = await startFakeRegistry({ dialect, accounts, images, scenario, tls, port });
  untilInterrupted(fake.close);
  process.stdout.write(`${fake.host}/team/app:1 at ${fake.origin}, user ${values.user}\n`);
  process.stdout.write(`Try ${fake.host}/scenario/denied:1, or any other scenario of “list”.\n`);
  if (fake.ca !== null) process.stdout.write(fake.ca);
}

async function serveReal(): Promise<void> {
  const { auth } = values;
  if (auth !== "htpasswd" && auth !== "token" && auth !== "none") {
    throw new Error(`--auth is htpasswd, token or none, not ${auth}`);
  }
  const real = await startRealRegistry({ auth, accounts, images });
  untilInterrupted(real.close);
  process.stdout.write(`${real.host}/team/app:1 at ${real.origin}, user ${values.user}\n`);
}

function untilInterrupted(close: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
}
