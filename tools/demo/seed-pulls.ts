import { createHash } from "node:crypto";
import type { ApiCall, RouteBody } from "@berth/api-contract";
import { demoClient } from "./client.ts";
import type { DemoRegistries } from "./fake-registries.ts";

const params = { org: "acme" };

type Report = RouteBody<"PATCH /worker/pulls/{id}">;
type DemoPull = [image: string, project?: string | undefined, report?: Partial<Report> | undefined];

/** Projects, a worker token and a few dozen pulls of every outcome; gives the token back. */
export async function seedPulls(
  api: ApiCall,
  url: string,
  registries: DemoRegistries,
): Promise<string> {
  const { user } = await api("GET /session", {});
  const train = await createProject(api, "train-prod", { kind: "organization" });
  await createProject(api, "serving", { kind: "organization" });
  await createProject(api, "demo-tom", { kind: "person", personId: user.id });
  const created = await api("POST /organizations/{org}/worker-tokens", {
    params,
    body: { name: "gpu-pool", project: { kind: "default", id: train }, expiresInDays: 90 },
  });
  const token = created.token ?? "";
  const worker = demoClient(url, token);
  const { basic, token: bearer } = registries;
  const pulls: DemoPull[] = [
    ...repeat(9, `${basic.host}/ml/train:2`),
    ...repeat(4, `${basic.host}/ml/serve:1`, "serving"),
    ...repeat(6, `${bearer.host}/team/app:1`, "serving"),
    ...repeat(3, `${bearer.host}/team/web:latest`, "serving"),
    ...repeat(2, `${bearer.host}/research/notebook:1`),
    ...repeat(2, "python:3.12-slim"),
    [
      "python:3.12-slim",
      undefined,
      {
        durationMs: 48_300,
        timing: {
          rateLimitedMs: 31_000,
          manifestMs: 31_400,
          layersMs: 16_200,
          layerHosts: ["production.cloudflare.docker.com"],
        },
      },
    ],
    [
      `${bearer.host}/team/web:1`,
      "serving",
      { durationMs: 96_000, timing: { manifestMs: 210, layersMs: 95_100 } },
    ],
    [
      `${basic.host}/ml/features/build:2`,
      undefined,
      failed("manifest unknown: the tag 7 is not in this repository"),
    ],
    [`${bearer.host}/team/app:1`, "serving", failed("cdn.example.net doesn't answer in time.")],
    ["redis:7", undefined, failed("toomanyrequests: You have reached your pull rate limit.")],
    [`${basic.host}/ml/train:2`, "demo-tom"],
    [`${basic.host}/vendor/driver:1`],
    [`${basic.host}/cache/base:1`],
    [`${bearer.host}/partner/sdk:1`],
  ];
  for (const [index, [image, project, report]] of pulls.entries()) {
    const answer = await worker("POST /worker/pulls", {
      body: { image, ...(project === undefined ? {} : { project }) },
    });
    if (answer.outcome === "refused") continue;
    await worker("PATCH /worker/pulls/{id}", {
      params: { id: answer.pull },
      body: {
        status: "succeeded",
        digest: digestOf(image),
        durationMs: 900 + ((index * 731) % 5200),
        bytes: 41_000_000 + index * 77_000,
        ...report,
      },
    });
  }
  return token;
}

async function createProject(
  api: ApiCall,
  name: string,
  owner: { kind: "organization" } | { kind: "person"; personId: string },
): Promise<string> {
  const { project } = await api("POST /organizations/{org}/projects", {
    params,
    body: { name, owner },
  });
  return project.id;
}

function repeat(times: number, image: string, project?: string): DemoPull[] {
  return Array.from({ length: times }, () => [image, project]);
}

function failed(error: string): Partial<Report> {
  return { status: "failed", durationMs: 640, error, digest: undefined, bytes: undefined };
}

function digestOf(image: string): string {
  return `sha256:${createHash("sha256").update(image).digest("hex")}`;
}
