import {
  createImage,
  createJfrogToken,
  fakeCloud,
  vendorNetwork,
  type FakeCloud,
} from "@berth/fake-registries";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Client } from "./support/client.ts";
import { startAcme, type Acme } from "./support/harness.ts";
import { acmeParams as org, addRegistry } from "./support/registry.ts";
import { addWorker } from "./support/worker.ts";

const scope = 'applied-permissions/groups:"readers"';
const token = createJfrogToken({ user: "alice", scope });
let cloud: FakeCloud;
let acme: Acme;
let worker: Client;

beforeAll(async () => {
  const image = createImage();
  cloud = await fakeCloud({
    vendors: {
      jfrog: {
        accounts: [{ username: "alice", secret: token }],
        images: { "docker-local/app:1": image, "docker-local/tool:1": image },
      },
    },
  });
  acme = await startAcme({ outbound: { ...vendorNetwork(cloud.hosts), trustedCa: cloud.ca } });
  await addRegistry(
    acme.owner,
    { host: "" },
    {
      name: "Art",
      type: "jfrog",
      settings: { hosting: "cloud", method: "path", host: "acme.jfrog.io", username: "alice" },
      secret: { token },
      patterns: ["acme.jfrog.io/docker-local/*"],
    },
  );
  ({ worker } = await addWorker(acme));
});
afterAll(async () => {
  await acme.close();
  await cloud.close();
});

const ask = (image: string, carrier: "pull" | "kubelet" = "pull") =>
  worker.ok("POST /worker/pulls", {
    body: { image: `acme.jfrog.io/docker-local/${image}:1`, carrier },
  });

// https://jfrog.com/help/r/jfrog-rest-apis/create-scoped-token
test("where Artifactory makes no token for a group, a pull gets its own for the one repository", async () => {
  const [app, tool, again] = [await ask("app"), await ask("tool"), await ask("app")];
  expect(app).toMatchObject({ outcome: "credential", scope: "repository:app:pull" });
  expect(app.credential).toHaveProperty("registryToken");
  expect(tool).toMatchObject({ scope: "repository:tool:pull" });
  expect(again.credential).toEqual(app.credential);
  expect(tool.credential).not.toEqual(app.credential);
  expect(JSON.stringify([app, tool])).not.toContain(token);
  const tried = cloud.vendor("jfrog").requests.filter(({ url }) => url.includes("/api/v1/tokens"));
  expect(tried).toHaveLength(1);
});

test("clients that take no such token get the stored one, and only where the registry lets it go", async () => {
  expect(await ask("app", "kubelet")).toMatchObject({
    outcome: "refused",
    reason: "stored_secret_not_handed_out",
  });
  const { registries } = await acme.owner.ok("GET /organizations/{org}/registries", {
    params: org,
    query: {},
  });
  await acme.owner.ok("PATCH /organizations/{org}/registries/{id}", {
    params: { ...org, id: registries[0]?.id ?? "" },
    body: { version: registries[0]?.version ?? 0, handOutStored: true },
  });
  expect(await ask("app", "kubelet")).toMatchObject({
    credential: { username: "alice", password: token },
  });
  expect((await ask("app")).credential).toHaveProperty("registryToken");
});
