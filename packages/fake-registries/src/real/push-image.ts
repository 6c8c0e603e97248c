import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Account } from "../accounts.ts";
import type { FakeImage } from "../images/create-image.ts";
import { writeOciLayout } from "../images/oci-layout.ts";
import { runCommand } from "./run-command.ts";

/** Pushes an image to a registry on loopback with skopeo; digests stay what they are. */
export async function pushImage(options: {
  host: string;
  /** `repository:tag`. */
  name: string;
  image: FakeImage;
  account: Pick<Account, "username" | "secret"> | null;
}): Promise<void> {
  const { host, name, image, account } = options;
  const folder = await mkdtemp(path.join(tmpdir(), "berth-push-"));
  try {
    const authFile = path.join(folder, "auth.json");
    const pair = account === null ? null : `${account.username}:${account.secret}`;
    const auths = pair === null ? {} : { [host]: { auth: Buffer.from(pair).toString("base64") } };
    await writeFile(authFile, JSON.stringify({ auths }), { mode: 0o600 });
    const layout = path.join(folder, "layout");
    await writeOciLayout(layout, "pushed", image);
    const from = `oci:${layout}:pushed`;
    await runCommand("skopeo", [
      "copy",
      "--all",
      "--quiet",
      "--preserve-digests",
      "--authfile",
      authFile,
      // The other side is a process of ours on loopback.
      "--dest-tls-verify=false",
      from,
      `docker://${host}/${name}`,
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
