import { join } from "node:path";
import { bundleServer } from "../../apps/bff/build.ts";

/** Once for all tests: the server in a network of fakes, in one file like the server itself. */
// oxlint-disable-next-line import/no-default-export -- the test runner calls the default export
export default async function bundleFakeCloud(): Promise<void> {
  await bundleServer(
    join(import.meta.dirname, "berth-with-fake-cloud.ts"),
    "server-with-fake-cloud",
  );
}
