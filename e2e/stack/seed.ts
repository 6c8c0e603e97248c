import type {
  ApiCall,
  CheckInput,
  CheckView,
  ProjectView,
  RegistryView,
} from "@berth/api-contract";
import { expect } from "@playwright/test";
import { org, pair } from "../fixtures.ts";

const params = { org };

export type RegistrySeed = {
  name: string;
  host: string;
  /** Below the host. */
  pattern: string;
  morePatterns?: readonly string[];
  /** Below the host, with its tag. */
  image: string;
  secret?: string;
  handOutStored?: boolean;
};

/** Adds a registry the way the guided setup does: checked first, saved with that check. */
export async function addRegistry(api: ApiCall, seed: RegistrySeed): Promise<RegistryView> {
  const form = registryForm(seed);
  const image = `${seed.host}/${seed.image}`;
  const check = await runCheck(api, { subject: "form", ...form, image });
  const passed = check.diagnosis?.outcome === "ok";
  const { registry } = await api("POST /organizations/{org}/registries", {
    params,
    body: {
      ...form,
      patterns: [seed.pattern, ...(seed.morePatterns ?? [])].map(
        (below) => `${seed.host}/${below}`,
      ),
      handOutStored: seed.handOutStored ?? false,
      testImage: image,
      checkId: passed ? check.id : null,
    },
  });
  return registry;
}

/** What the guided setup asks for, as the API takes it. */
export function registryForm({
  name,
  host,
  secret,
}: Pick<RegistrySeed, "name" | "host" | "secret">) {
  return {
    type: "standard" as const,
    name,
    settings: { preset: "plain", tls: "http", host, username: pair.username },
    secret: { password: secret ?? pair.secret },
  };
}

/** Starts a check and waits for its end. */
export async function runCheck(api: ApiCall, body: CheckInput): Promise<CheckView> {
  const { check } = await api("POST /organizations/{org}/checks", { params, body });
  let last = check;
  await expect
    .poll(async () => {
      last = (
        await api("GET /organizations/{org}/checks/{id}", { params: { ...params, id: check.id } })
      ).check;
      return last.status;
    })
    .not.toBe("running");
  return last;
}

/** A project of the organization, with a token for its workers. */
export async function addProject(
  api: ApiCall,
  name: string,
): Promise<{ project: ProjectView; token: string }> {
  const { project } = await api("POST /organizations/{org}/projects", {
    params,
    body: { name, owner: { kind: "organization" } },
  });
  const { token } = await api("POST /organizations/{org}/worker-tokens", {
    params,
    body: {
      name: `${name}-worker`,
      project: { kind: "default", id: project.id },
      expiresInDays: 1,
    },
  });
  return { project, token: token ?? "" };
}

/** A pull as a worker reports it: asked for, and done. */
export async function recordPull(berthUrl: string, token: string, image: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const asked = await fetch(`${berthUrl}/api/v1/worker/pulls`, {
    method: "POST",
    headers,
    body: JSON.stringify({ image }),
  });
  const { pull } = (await asked.json()) as { pull: string };
  const told = await fetch(`${berthUrl}/api/v1/worker/pulls/${pull}`, {
    method: "PATCH",
    headers,
    body: JSON.stringify({
      status: "succeeded",
      digest: `sha256:${"3f9a".repeat(16)}`,
      durationMs: 1200,
    }),
  });
  if (!asked.ok || !told.ok) throw new Error(`the pull of ${image} was not taken`);
}
