import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoClient } from "../demo/client.ts";
import {
  demoNarrowSecret,
  demoPair,
  firstDemoPort,
  startDemoRegistries,
} from "../demo/fake-registries.ts";
import { seedPulls } from "../demo/seed-pulls.ts";
import { startScenarioSwitch } from "../demo/scenario-switch.ts";
import { seedRegistries } from "../demo/seed-registries.ts";
import { startDemoVendors } from "../demo/vendors.ts";
import { root } from "./run.ts";

/** The console with something in it, for looking around: `--fresh` starts over. */
const folder = join(root, ".cache", "demo");
const tokenFile = join(folder, "worker-token");
const port = process.env["BERTH_PORT"] ?? "8080";
const url = `http://127.0.0.1:${port}`;
const setupToken = "setup-token-of-the-demo";
const person = {
  name: "Aino Karhu",
  email: "aino@example.com",
  password: "a demo password to sign in",
};
const startTimeoutMs = 30_000;

if (process.argv.includes("--fresh")) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const vendors = await startDemoVendors(folder);
const registries = await startDemoRegistries().catch((error: unknown) => {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  console.error(
    taken
      ? `A port of the demo's registries (${firstDemoPort} to ${firstDemoPort + 3}) is taken. Is another demo running? ` +
          "BERTH_DEMO_PORT names another first port."
      : error,
  );
  process.exit(75);
});
const fakes = new Map([
  ...Object.entries(registries),
  ...vendors.names.map((name) => [name, vendors.cloud.vendor(name)] as const),
]);
const scenarioPort = firstDemoPort + 3;
await startScenarioSwitch(scenarioPort, fakes);
// The server of `npm start`, in a network where the vendors' names lead to their fakes.
const serverFile = join(root, "e2e/stack/berth-with-fake-cloud.ts");
const network = JSON.stringify({ hosts: [...vendors.cloud.hosts], ca: vendors.cloud.ca });
const server = spawn(process.execPath, [serverFile, network], {
  stdio: ["ignore", "ignore", "inherit"],
  env: {
    // Often enough to see what a registry that is switched to another scenario does to its health.
    BERTH_RE_CHECK_INTERVAL: "1m",
    ...process.env,
    BERTH_PORT: port,
    BERTH_DATA_DIR: join(folder, "data"),
    BERTH_SETUP_TOKEN: setupToken,
    BERTH_OUTBOUND_ALLOW: Object.values(registries)
      .map(({ host }) => `${host};http`)
      .join(","),
  },
});
server.on("exit", (code) => process.exit(code ?? 1));
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));

await untilReady();
const api = demoClient(url);
const { required } = await api("GET /setup", {});
if (required) {
  console.log("Filling in sample data …");
  await api("POST /setup", { body: { ...person, token: setupToken, organizationName: "Acme" } });
  await seedRegistries(api, registries);
  writeFileSync(tokenFile, await seedPulls(api, url, registries), { mode: 0o600 });
}
console.log(`
Berth runs on ${url}
  e-mail    ${person.email}
  password  ${person.password}

Two registries run beside it: ${registries.basic.host} (Basic) and ${registries.token.host} (token service).
  user      ${demoPair.username}
  secret    ${demoPair.secret}; ${demoNarrowSecret} opens less, to try a replacement with
So do ${vendors.names.join(", ")}, under their own names; nothing leaves this machine.
  what to type  ${vendors.sheet}
Each can be made to fail: curl -X PUT http://127.0.0.1:${scenarioPort}/docker-hub/hub-pull-limit; GET / lists every scenario.
${existsSync(tokenFile) ? workerLines(readFileSync(tokenFile, "utf8")) : ""}
Ctrl+C stops everything; npm run demo -- --fresh starts over.`);

function workerLines(token: string): string {
  return `
Pull as a worker, in another shell:
  BERTH_URL=${url} BERTH_TOKEN=${token} BERTH_INSECURE_REGISTRIES=${registries.basic.host},${registries.token.host} \\
    npx --no-install berth-worker pull ${registries.token.host}/team/app:1 --to oci:.cache/demo/team-app
`;
}

async function untilReady(): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (performance.now() < deadline) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  console.error("The server did not get ready.");
  server.kill("SIGTERM");
}
