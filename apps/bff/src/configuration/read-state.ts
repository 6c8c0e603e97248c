import {
  everyPage,
  type AlertChannelView,
  type ApiCall,
  type ExpectationView,
  type ImageMappingView,
  type ProjectView,
  type RegistryView,
} from "@berth/api-contract";
import type {
  AlertChannelEntry,
  ConfigurationDocument,
  ProjectEntry,
  RegistryEntry,
  SettingsEntry,
} from "./document.ts";
import { RemoteError } from "./remote-api.ts";

/** What an organization has now, as far as a file can say it. */
export type State = {
  registries: { view: RegistryView; expectations: ExpectationView[]; entry: RegistryEntry }[];
  projects: { view: ProjectView; entry: ProjectEntry }[];
  /** Null where the token may not read them. */
  settings: {
    alertChannels: { view: AlertChannelView; entry: AlertChannelEntry }[];
    imageMappings: ImageMappingView[];
    ofOrganization: { [Name in keyof SettingsEntry]-?: NonNullable<SettingsEntry[Name]> };
  } | null;
  /** Ids of people by their e-mail address in lower case. */
  people: ReadonlyMap<string, string>;
};

/** What an organization has now, page by page. Throws `RemoteError`. */
export async function readState(api: ApiCall, org: string): Promise<State> {
  const params = { org };
  const registries = await everyPage(async (cursor) => {
    const query = { cursor, limit: 200 };
    const page = await api("GET /organizations/{org}/registries", { params, query });
    return { rows: page.registries, next: page.next };
  });
  const { members } = await api("GET /organizations/{org}/members", { params });
  const projects = await everyPage(async (cursor) => {
    const query = { cursor, limit: 200 };
    const page = await api("GET /organizations/{org}/projects", { params, query });
    return { rows: page.projects, next: page.next };
  });
  const settings = await readSettings(api, org);
  const emails = new Map(members.map(({ id, email }) => [id, email]));
  const state: State = {
    registries: [],
    settings,
    projects: projects.map((view) => ({ view, entry: projectEntry(view, emails) })),
    people: new Map(members.map(({ id, email }) => [email.toLowerCase(), id])),
  };
  for (const view of registries) {
    const { expectations } = await api("GET /organizations/{org}/registries/{id}/expectations", {
      params: { org, id: view.id },
    });
    state.registries.push({ view, expectations, entry: registryEntry(view, expectations) });
  }
  return state;
}

/** A token from before there was `settings:read`, or without it, reads the rest. */
async function readSettings(api: ApiCall, org: string): Promise<State["settings"]> {
  try {
    const { channels } = await api("GET /organizations/{org}/alert-channels", { params: { org } });
    const { mappings } = await api("GET /organizations/{org}/image-mappings", { params: { org } });
    const { keptDays } = await api("GET /organizations/{org}/pull-retention", { params: { org } });
    const security = await api("GET /organizations/{org}/security-settings", { params: { org } });
    return {
      alertChannels: channels.map((view) => ({ view, entry: alertChannelEntry(view) })),
      imageMappings: mappings,
      ofOrganization: {
        pullsKeptDays: keptDays,
        managersNeedSecondFactor: security.managersNeedSecondFactor,
      },
    };
  } catch (err) {
    if (err instanceof RemoteError && err.code === "forbidden") return null;
    throw err;
  }
}

export function documentOf({ registries, projects, settings }: State): ConfigurationDocument {
  return {
    berth: 1,
    registries: registries.map(({ entry }) => entry),
    projects: projects.map(({ entry }) => entry),
    ...(settings === null
      ? {}
      : {
          alertChannels: settings.alertChannels.map(({ entry }) => entry),
          imageMappings: settings.imageMappings.map(({ from, to }) => ({ from, to })),
          settings: settings.ofOrganization,
        }),
  };
}

function alertChannelEntry({
  name,
  kind,
  recipients,
  host,
  events,
  paused,
}: AlertChannelView): AlertChannelEntry {
  return {
    name,
    kind,
    ...(kind === "email" ? { recipients } : {}),
    ...(host === null ? {} : { host }),
    events,
    paused,
  };
}

function registryEntry(
  view: RegistryView,
  expectations: readonly ExpectationView[],
): RegistryEntry {
  return {
    name: view.name,
    type: view.type,
    settings: view.settings ?? {},
    patterns: view.patterns.map(({ text }) => text),
    expectations: expectations.map(({ image }) => image),
    testImage: view.testImage,
    handOutStored: view.handOutStored,
    servesHostOnly: view.servesHostOnly,
    rotateAfterDays: view.rotateAfterDays,
    paused: view.paused,
  };
}

/** Somebody who has left the organization has no address here any more. */
function projectEntry(view: ProjectView, emails: ReadonlyMap<string, string>): ProjectEntry {
  const { owner } = view;
  return {
    name: view.name,
    ...(view.externalId === null ? {} : { externalId: view.externalId }),
    owner:
      owner.kind === "organization" ? "organization" : (emails.get(owner.person.id) ?? "unknown"),
    members: view.members.flatMap(({ id }) => emails.get(id) ?? []),
  };
}
