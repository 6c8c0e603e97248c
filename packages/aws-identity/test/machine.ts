import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import type { Ask } from "../src/index.ts";

export const roleArn = "arn:aws:iam::123456789012:role/worker-role";
export const user = { accessKeyId: "AKIAUSERUSERUSERUSER", secretAccessKey: "u".repeat(40) };

/** A machine inside the fake cloud: its files, and the services that hand out keys. */
export type FakeMachine = {
  fake: FakeRegistry;
  metadata: string;
  file: (name: string, text: string) => Promise<string>;
  /** Leads AWS's STS to the fake, and no other address anywhere. */
  askSts: Ask<"POST">;
  /** Hosts that STS was asked at. */
  stsHosts: string[];
  close: () => Promise<void>;
};

export async function startFakeMachine({
  role = true,
}: { role?: boolean } = {}): Promise<FakeMachine> {
  const fake = await startFakeRegistry({
    dialect: "aws-ecr",
    accounts: [
      { username: user.accessKeyId, secret: user.secretAccessKey },
      ...(role ? [{ username: roleArn, secret: "", machine: true }] : []),
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), "berth-aws-"));
  const stsHosts: string[] = [];
  return {
    fake,
    metadata: fake.machine?.origin ?? "",
    file: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
    askSts: async ({ method, url, headers, body }) => {
      stsHosts.push(new URL(url).host);
      const answer = await fetch(`${fake.elsewhere.origin}/`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      return { status: answer.status, text: await answer.text() };
    },
    stsHosts,
    close: async () => {
      await fake.close();
      await rm(folder, { recursive: true });
    },
  };
}
