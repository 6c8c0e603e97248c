import type { ApiCall } from "@berth/api-contract";

const org = "bench";
const params = { org };

/** The sizes that the goals name: 10,000 patterns in the organization, 1,000 images pulled of late. */
export const registryCount = 100;
export const patternsEach = 100;
export const imageCount = 1000;

/** Images of the registry whose patterns are edited; the others are spread over all registries. */
const imagesOfEdited = 300;

/** Adds an owner, the pulls, and then the registries: a pull that no pattern serves needs no registry to answer. */
export async function seedTester(
  api: ApiCall,
  url: string,
  token: string,
): Promise<{ registryId: string }> {
  await api("POST /setup", {
    body: {
      token,
      name: "Bench",
      email: "bench@example.com",
      password: "correct horse battery staple",
      organizationName: "Bench",
    },
  });
  await api("POST /organizations/{org}/projects", {
    params,
    body: { name: "train", owner: { kind: "organization" } },
  });
  const worker = await api("POST /organizations/{org}/worker-tokens", {
    params,
    body: { name: "gpu", project: { kind: "any" }, expiresInDays: 1 },
  });
  for (let place = 0; place < imageCount; place++)
    await pull(url, worker.token ?? "", imageAt(place));

  let registryId = "";
  for (let place = 0; place < registryCount; place++) {
    const { registry } = await api("POST /organizations/{org}/registries", {
      params,
      body: {
        name: `Registry ${place}`,
        type: "standard",
        settings: { host: hostAt(place), username: "bench" },
        secret: { password: "secret-of-the-bench" },
        patterns: Array.from({ length: patternsEach }, (_, at) => patternAt(place, at)),
        handOutStored: false,
      },
    });
    if (place === 0) registryId = registry.id;
  }
  return { registryId };
}

export function hostAt(place: number): string {
  return `registry${place}.bench.example.com`;
}

/** Half of them whole teams, the others single repositories and stars inside. */
function patternAt(registry: number, at: number): string {
  const team = `${hostAt(registry)}/team${at}`;
  const kinds = ["*", "*", "app", "*-gpu"];
  return `${team}/${kinds[at % kinds.length]}`;
}

export function imageAt(place: number): string {
  const registry = place < imagesOfEdited ? 0 : place % registryCount;
  return `${hostAt(registry)}/team${place % 120}/app${place}`;
}

async function pull(url: string, token: string, image: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/worker/pulls`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ image, project: "train" }),
  });
  if (!answer.ok)
    throw new Error(`a pull was answered with ${answer.status}: ${await answer.text()}`);
  await answer.body?.cancel();
}
