import type {
  ImageMapping,
  Organization,
  Project,
  Registry,
  WorkerToken,
} from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import { createBoundedMap } from "../bounded-map.ts";
import type { OrganizationIndex, OrganizationIndexes } from "../matching/organization-index.ts";

/** What answers to workers rest on, as it stands at one revision of the organization. */
export type KnownOrganization = {
  organization: Organization;
  token(hash: string): Promise<WorkerToken | null>;
  registry(id: string): Promise<Registry | null>;
  /** By id. */
  project(id: string): Promise<Project | null>;
  /** What a worker may write: an id, an id of another system, or a name. */
  findProject(text: string): Promise<Project | null>;
  index(): Promise<OrganizationIndex>;
  imageMappings(): Promise<readonly ImageMapping[]>;
};

export type KnownOrganizations = {
  /** The organization of the token with this SHA-256, never older than the last change that was saved. */
  ofToken(hash: Buffer): Promise<{ known: KnownOrganization; token: WorkerToken } | null>;
};

type Stores = Pick<
  Store,
  "revisions" | "people" | "workerTokens" | "registries" | "projects" | "imageMappings"
>;

const organizationsMax = 500;
const tokensMax = 20_000;
const answersMax = 20_000;

/**
 * Keeps what was read while the organization's revision stands, so that a pull costs one short read. The
 * revision is read first: what is read behind it can only be newer.
 */
export function createKnownOrganizations(
  store: Stores,
  indexes: OrganizationIndexes,
): KnownOrganizations {
  const organizationOf = createBoundedMap<string>(tokensMax);
  const kept = createBoundedMap<{ revision: number; known: KnownOrganization }>(organizationsMax);

  const current = async (organizationId: string): Promise<KnownOrganization | null> => {
    const revision = await store.revisions.current(organizationId);
    const found = kept.get(organizationId);
    if (found?.revision === revision) return found.known;
    const organization = await store.people.organization(organizationId);
    if (organization === null) return null;
    const known = read(store, indexes, organization);
    kept.set(organizationId, { revision, known });
    return known;
  };

  return {
    async ofToken(hash) {
      const text = hash.toString("base64");
      let organizationId = organizationOf.get(text);
      if (organizationId === undefined) {
        organizationId = (await store.workerTokens.findByHash(hash))?.organizationId;
        if (organizationId === undefined) return null;
        organizationOf.set(text, organizationId);
      }
      const known = await current(organizationId);
      const token = (await known?.token(text)) ?? null;
      return known === null || token === null ? null : { known, token };
    },
  };
}

function read(
  store: Stores,
  indexes: OrganizationIndexes,
  organization: Organization,
): KnownOrganization {
  const { id } = organization;
  const tokens = createAnswers((hash) =>
    store.workerTokens.findByHash(Buffer.from(hash, "base64")),
  );
  const registries = createAnswers((registryId) => store.registries.get(id, registryId));
  const projects = createAnswers((projectId) => store.projects.get(id, projectId));
  const projectsByText = createAnswers((text) => store.projects.find(id, text));
  const index = createAnswers(() => indexes.current(id));
  const imageMappings = createAnswers(() => store.imageMappings.list(id));
  return {
    organization,
    token: tokens,
    registry: registries,
    project: projects,
    findProject: projectsByText,
    index: () => index(""),
    imageMappings: () => imageMappings(""),
  };
}

/** Asks for each key once; what went wrong is asked for again. */
function createAnswers<Answer>(
  ask: (key: string) => Promise<Answer>,
): (key: string) => Promise<Answer> {
  const answers = createBoundedMap<Promise<Answer>>(answersMax);
  return (key) => {
    const found = answers.get(key);
    if (found !== undefined) return found;
    const asked = ask(key);
    answers.set(key, asked);
    asked.catch(() => answers.delete(key));
    return asked;
  };
}
