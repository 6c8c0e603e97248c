import { vendorNetwork } from "@berth/fake-registries";
import { createLogger } from "../../apps/bff/src/log.ts";
import { startServer } from "../../apps/bff/src/start.ts";

/** What the parent process tells: where the vendors' names lead, and whose certificates are trusted. */
type Cloud = { hosts: [name: string, origin: string][]; ca: string };

/** The server of `apps/bff/src/main.ts`, in a network where the vendors' names lead to their fakes. */
const { hosts, ca } = JSON.parse(process.argv[2] ?? "") as Cloud;
const server = await startServer({
  env: process.env,
  cwd: process.cwd(),
  log: createLogger(),
  onBroken: () => process.exit(65),
  outbound: { ...vendorNetwork(new Map(hosts)), trustedCa: ca },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void server.close().then(() => process.exit(0));
  });
}
