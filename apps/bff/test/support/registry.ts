import type { CheckView, RegistryView, RouteBody } from "@berth/api-contract";
import { createImage, startFakeRegistry, type FakeRegistry } from "@berth/fake-registries";
import type { Client } from "./client.ts";

export const pair = { username: "alice", secret: "s3cret-alice-1234" };
/** Another token of the same user, which opens less. */
export const narrowSecret = "n4rrow-alice-5678";
export const acmeParams = { org: "acme" };

/** A registry on loopback with one account and a few images. */
export async function startRegistry(
  dialect: "standard-basic" | "standard-token",
): Promise<FakeRegistry> {
  const image = createImage({ files: { "model.txt": "weights" } });
  return await startFakeRegistry({
    dialect,
    accounts: [
      { ...pair, pull: ["team/app", "team/train"] },
      { ...pair, secret: narrowSecret, pull: ["team/app"] },
    ],
    images: { "team/app:1": image, "team/train:2": image, "open/tool:1": image },
    publicRepositories: ["open/tool"],
  });
}

export type CreateBody = RouteBody<"POST /organizations/{org}/registries">;

export function settingsFor(registry: Pick<FakeRegistry, "host">) {
  return { preset: "plain", tls: "http", host: registry.host, username: pair.username };
}

export function createBody(
  registry: Pick<FakeRegistry, "host">,
  over: Partial<CreateBody> = {},
): CreateBody {
  return {
    name: "Fake",
    type: "standard",
    settings: settingsFor(registry),
    secret: { password: pair.secret },
    patterns: [`${registry.host}/team/*`],
    handOutStored: false,
    ...over,
  };
}

export async function addRegistry(
  client: Client,
  registry: Pick<FakeRegistry, "host">,
  over: Partial<CreateBody> = {},
): Promise<RegistryView> {
  const body = createBody(registry, over);
  const answer = await client.ok("POST /organizations/{org}/registries", {
    params: acmeParams,
    body,
  });
  return answer.registry;
}

export async function getRegistry(client: Client, id: string): Promise<RegistryView> {
  const params = { ...acmeParams, id };
  const answer = await client.ok("GET /organizations/{org}/registries/{id}", { params });
  return answer.registry;
}

/** Starts a check and reads its events to the end. */
export async function runCheck(
  client: Client,
  body: RouteBody<"POST /organizations/{org}/checks">,
): Promise<CheckView> {
  const { check } = await client.ok("POST /organizations/{org}/checks", {
    params: acmeParams,
    body,
  });
  return await awaitCheck(client, check.id);
}

export async function awaitCheck(client: Client, id: string): Promise<CheckView> {
  const params = { ...acmeParams, id };
  const stream = await client.call("GET /organizations/{org}/checks/{id}/events", { params });
  await stream.text();
  const answer = await client.ok("GET /organizations/{org}/checks/{id}", { params });
  return answer.check;
}

/** Server-sent events of a whole stream. */
export function eventsIn(text: string): Array<{ id: number; type: string; data: unknown }> {
  return text.split("\n\n").flatMap((block) => {
    const fields = new Map(
      block.split("\n").map((line): [string, string] => {
        const colon = line.indexOf(": ");
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    const data = fields.get("data");
    if (data === undefined) return [];
    return [
      { id: Number(fields.get("id")), type: fields.get("event") ?? "", data: JSON.parse(data) },
    ];
  });
}
