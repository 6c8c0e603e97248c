import type {
  ImageMapping,
  Organization,
  PatternEntry,
  Project,
  Registry,
  WorkerToken,
} from "../../store/rows.ts";
import type { Store } from "../../store/store.ts";
import { hashWorkerTokenAsText, isWorkerToken } from "../../auth/worker-token.ts";
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
  /** What serves an image, and why; null where nothing does or the text is no image. */
  match(image: string): Promise<Match | null>;
  imageMappings(): Promise<readonly ImageMapping[]>;
};

export type Match = {
  entry: PatternEntry;
  /** In one sentence. */
  why: string;
};

export type KnownOrganizations = {
  /** The organization of a token as it was sent, never older than the last change that was saved. */
  ofToken(token: string): Promise<{ known: KnownOrganization; token: WorkerToken } | null>;
};

type Stores = Pick<
  Store,
  "revisions" | "people" | "workerTokens" | "registries" | "projects" | "imageMappings"
>;

const organizationsMax = 500;
const tokensMax = 20_000;
const answersMax = 20_000;
/** Workers ask for the same few images; their texts may be long. */
const imagesMax = 2_000;

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

  const byHash = (text: string) => store.workerTokens.findByHash(Buffer.from(text, "base64"));

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
    async ofToken(token) {
      const text = hashWorkerTokenAsText(token);
      let organizationId = organizationOf.get(text);
      if (organizationId === undefined) {
        // Whose hash is known is a token; anything else costs no look-up before its checksum is right.
        if (!isWorkerToken(token)) return null;
        organizationId = (await byHash(text))?.organizationId;
        if (organizationId === undefined) return null;
        organizationOf.set(text, organizationId);
      }
      const known = await current(organizationId);
      const found = (await known?.token(text)) ?? null;
      return known === null || found === null ? null : { known, token: found };
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
  const match = createAnswers(async (image) => {
    const { index: patterns, entries } = await index("");
    const found = patterns.explain(image);
    const entry = found.ok && found.winner !== null ? entries.get(found.winner.id) : undefined;
    return found.ok && entry !== undefined ? { entry, why: found.sentence } : null;
  }, imagesMax);
  const imageMappings = createAnswers(() => store.imageMappings.list(id));
  return {
    organization,
    token: tokens,
    registry: registries,
    project: projects,
    findProject: projectsByText,
    index: () => index(""),
    match,
    imageMappings: () => imageMappings(""),
  };
}

/** Asks for each key once; what went wrong is asked for again. */
function createAnswers<Answer>(
  ask: (key: string) => Promise<Answer>,
  max = answersMax,
): (key: string) => Promise<Answer> {
  const answers = createBoundedMap<Promise<Answer>>(max);
  return (key) => {
    const found = answers.get(key);
    if (found !== undefined) return found;
    const asked = ask(key);
    answers.set(key, asked);
    asked.catch(() => answers.delete(key));
    return asked;
  };
}
