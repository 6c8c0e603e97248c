import type { ApiCall, CheckInput, CheckView, RegistryView } from "@berth/api-contract";
import { expect } from "@playwright/test";
import { org, pair } from "../fixtures.ts";

const params = { org };

export type RegistrySeed = {
  name: string;
  host: string;
  /** Below the host. */
  pattern: string;
  /** Below the host, with its tag. */
  image: string;
  secret?: string;
  handOutStored?: boolean;
};

/** Adds a registry the way the guided setup does: checked first, saved with that check. */
export async function addRegistry(api: ApiCall, seed: RegistrySeed): Promise<RegistryView> {
  const form = {
    type: "standard" as const,
    name: seed.name,
    settings: { preset: "plain", tls: "http", host: seed.host, username: pair.username },
    secret: { password: seed.secret ?? pair.secret },
  };
  const image = `${seed.host}/${seed.image}`;
  const check = await runCheck(api, { subject: "form", ...form, image });
  const passed = check.diagnosis?.outcome === "ok";
  const { registry } = await api("POST /organizations/{org}/registries", {
    params,
    body: {
      ...form,
      patterns: [`${seed.host}/${seed.pattern}`],
      handOutStored: seed.handOutStored ?? false,
      testImage: image,
      checkId: passed ? check.id : null,
    },
  });
  return registry;
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
