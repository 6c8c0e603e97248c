import type { ApiCall, CheckInput, RegistryCreate } from "@berth/api-contract";
import { demoPair, type DemoRegistries } from "./fake-registries.ts";

const params = { org: "acme" };
const dayMs = 86_400_000;
const checkTimeoutMs = 20_000;

type Plan = {
  name: string;
  on: keyof DemoRegistries;
  patterns: string[];
  image: string;
  secret?: string;
  handOutStored?: boolean;
  expiresInDays?: number;
  /** What is done beyond saving. */
  next: "check-before" | "check-after" | "pause" | "leave";
};

/** One registry in each state of health. */
const plans: Plan[] = [
  {
    name: "ML images",
    on: "basic",
    patterns: ["ml/*"],
    image: "ml/train:2",
    handOutStored: true,
    next: "check-before",
  },
  {
    name: "Team apps",
    on: "token",
    patterns: ["team/*"],
    image: "team/app:1",
    next: "check-before",
  },
  {
    name: "Research notebooks",
    on: "token",
    patterns: ["research/*"],
    image: "research/notebook:1",
    expiresInDays: 6,
    next: "check-before",
  },
  {
    name: "Vendor drivers",
    on: "basic",
    patterns: ["vendor/*"],
    image: "vendor/driver:1",
    secret: "revoked-last-week",
    next: "check-after",
  },
  {
    name: "Partner SDK",
    on: "token",
    patterns: ["partner/sdk"],
    image: "partner/sdk:1",
    expiresInDays: -3,
    next: "leave",
  },
  {
    name: "Edge site",
    on: "trouble",
    patterns: ["edge/*"],
    image: "edge/agent:1",
    next: "check-after",
  },
  { name: "Build cache", on: "basic", patterns: ["cache/*"], image: "cache/base:1", next: "pause" },
  { name: "Staging", on: "token", patterns: ["staging/*"], image: "staging/app:1", next: "leave" },
];

export async function seedRegistries(api: ApiCall, registries: DemoRegistries): Promise<void> {
  for (const plan of plans) {
    const { host } = registries[plan.on];
    const form = {
      type: "standard" as const,
      name: plan.name,
      settings: { preset: "plain", tls: "http", host, username: demoPair.username },
      secret: { password: plan.secret ?? demoPair.secret },
    };
    const image = `${host}/${plan.image}`;
    const checkId =
      plan.next === "check-before"
        ? await runCheck(api, { subject: "form", ...form, image })
        : null;
    const { registry } = await api("POST /organizations/{org}/registries", {
      params,
      body: {
        ...form,
        patterns: plan.patterns.map((pattern) => `${host}/${pattern}`),
        handOutStored: plan.handOutStored ?? false,
        testImage: image,
        expiryAt: expiry(plan),
        checkId,
      } satisfies RegistryCreate,
    });
    if (plan.next === "check-after")
      await runCheck(api, { subject: "registry", registryId: registry.id, image });
    if (plan.next === "pause") {
      await api("POST /organizations/{org}/registries/{id}/pause", {
        params: { ...params, id: registry.id },
        body: { version: registry.version },
      });
    }
  }
}

function expiry({ expiresInDays }: Plan): string | null {
  return expiresInDays === undefined
    ? null
    : new Date(Date.now() + expiresInDays * dayMs).toISOString();
}

async function runCheck(api: ApiCall, body: CheckInput): Promise<string> {
  const started = await api("POST /organizations/{org}/checks", { params, body });
  const deadline = performance.now() + checkTimeoutMs;
  while (performance.now() < deadline) {
    const { check } = await api("GET /organizations/{org}/checks/{id}", {
      params: { ...params, id: started.check.id },
    });
    if (check.status !== "running") return check.id;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`the check of ${body.image} did not end`);
}
