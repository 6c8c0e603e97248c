import type { Account } from "./accounts.ts";
import type { VendorNames } from "./dialects/dialect.ts";
import { requireDialect } from "./dialects/index.ts";
import { ContentStore } from "./images/content-store.ts";
import { createImage, createIndex, type FakeImage } from "./images/create-image.ts";
import { requireScenario, scenarioOf, scenarioPrefix, scenarios } from "./scenarios/index.ts";
import { listen } from "./server/listen.ts";
import { Recorder, type RecordedRequest, type SeenCredential } from "./server/recorder.ts";
import { createApps } from "./server/registry-app.ts";
import {
  createTestAuthority,
  type CertificateKind,
  type TestAuthority,
} from "./server/test-authority.ts";
import type { World } from "./world.ts";

export type FakeRegistryOptions = {
  /** Name of a dialect, such as `standard-token`. */
  dialect: string;
  accounts?: readonly Account[] | undefined;
  /** `repository:tag` → image. */
  images?: Readonly<Record<string, FakeImage>> | undefined;
  /** Repositories anyone may pull. */
  publicRepositories?: readonly string[] | undefined;
  /** Name of a scenario put over the whole registry. */
  scenario?: string | undefined;
  /** Serve https with this kind of certificate; http without it. */
  tls?: CertificateKind | undefined;
  /** Who signs the certificate; an authority of its own without it. */
  authority?: TestAuthority | undefined;
  /** Names that the two servers answer to; clients have to be led here. Needs `tls`. */
  names?: VendorNames | undefined;
  /** 0, the default, takes a free one. */
  port?: number | undefined;
  /** Any address of 127.0.0.0/8; 127.0.0.1 without it. */
  address?: string | undefined;
};

export type FakeRegistry = {
  dialect: string;
  /** As it stands in image names, with its port. */
  host: string;
  origin: string;
  /** The base of the distribution API. */
  url: string;
  /** What a client has to trust to accept the certificate; null over http. */
  ca: string | null;
  /** The server on the other origin: foreign realms and redirects lead there. */
  elsewhere: { host: string; origin: string };
  /** What a machine inside the vendor's cloud asks for its own identity, over http; null where there is no such. */
  machine: { host: string; origin: string } | null;
  /** Every request so far, in order of arrival. */
  requests: readonly RecordedRequest[];
  /** Every credential that arrived anywhere, in order. */
  credentialsSeen: readonly SeenCredential[];
  /** Puts a scenario over the whole registry from now on; null takes it away. */
  play: (scenario: string | null) => void;
  addImage: (name: string, image: FakeImage) => void;
  /** Connections open at the registry itself. */
  openSockets: () => number;
  close: () => Promise<void>;
};

/**
 * Starts a registry on loopback. Every repository `scenario/<name>` plays that scenario, and holds
 * an image of two platforms under the tags `1` and `latest`.
 */
export async function startFakeRegistry(options: FakeRegistryOptions): Promise<FakeRegistry> {
  const { tls } = options;
  const authority = tls === undefined ? null : (options.authority ?? (await createTestAuthority()));
  const { names = { registry: [], elsewhere: [] } } = options;
  const certificate =
    tls === undefined
      ? undefined
      : await authority?.issue(tls, [...names.registry, ...names.elsewhere]);
  let scenario = options.scenario === undefined ? null : requireScenario(options.scenario);
  const store = new ContentStore();
  for (const [name, image] of Object.entries(options.images ?? {})) store.add(name, image);
  addScenarioImages(store);
  const origins = { registry: "", elsewhere: "" };
  const world: World = {
    access: {
      accounts: options.accounts ?? [],
      denies: (repository) => (scenario ?? scenarioOf(repository))?.deniesPull === true,
      publicRepositories: [...(options.publicRepositories ?? []), `${scenarioPrefix}public-broken`],
    },
    store,
    origin: () => origins.registry,
    elsewhere: () => origins.elsewhere,
  };
  const recorder = new Recorder();
  const dialect = await requireDialect(options.dialect).open(world);
  const apps = createApps({ world, dialect, recorder, scenario: () => scenario });
  const { address } = options;
  const registry = await listen(apps.registry, { port: options.port, address, certificate });
  const elsewhere = await listen(apps.elsewhere, { address, certificate });
  const machine = apps.machine === null ? null : await listen(apps.machine, { address });
  origins.registry = named(names.registry) ?? registry.origin;
  origins.elsewhere = named(names.elsewhere) ?? elsewhere.origin;
  return {
    dialect: options.dialect,
    host: registry.host,
    origin: registry.origin,
    url: `${registry.origin}/v2/`,
    ca: authority?.ca ?? null,
    elsewhere: { host: elsewhere.host, origin: elsewhere.origin },
    machine: machine === null ? null : { host: machine.host, origin: machine.origin },
    requests: recorder.requests,
    credentialsSeen: recorder.credentialsSeen,
    play: (name) => {
      scenario = name === null ? null : requireScenario(name);
    },
    addImage: (name, image) => store.add(name, image),
    openSockets: registry.openSockets,
    close: async () => {
      await Promise.all([registry.close(), elsewhere.close(), machine?.close()]);
    },
  };
}

function named([first]: readonly string[]): string | null {
  return first === undefined ? null : `https://${first}`;
}

function addScenarioImages(store: ContentStore): void {
  const image = createIndex([createImage(), createImage({ architecture: "arm64" })]);
  for (const { name } of scenarios) {
    for (const tag of ["1", "latest"]) store.add(`${scenarioPrefix}${name}:${tag}`, image);
  }
}
