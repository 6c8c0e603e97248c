/** Every address of the console, built in one place. Query parameters hold filters and never a secret. */
type Query = Record<string, string | number | undefined>;

export const paths = {
  root: () => "/",
  login: (query?: { return?: string | undefined }) => withQuery("/login", query),
  signInCallback: () => "/sign-in/callback",
  firstRun: () => "/first-run",
  invite: () => "/invite",
  forgot: () => "/forgot",
  reset: () => "/reset",
  me: () => "/me",
  supportStaff: () => "/support-staff",

  registries: (org: string, query?: Query) => withQuery(`${base(org)}/registries`, query),
  registryNew: (org: string, query?: Query) => withQuery(`${base(org)}/registries/new`, query),
  registryDraft: (org: string, draft: string, query?: Query) =>
    withQuery(`${base(org)}/registries/drafts/${segment(draft)}`, query),
  registryImport: (org: string) => `${base(org)}/registries/import`,
  registry: (org: string, id: string) => `${base(org)}/registries/${segment(id)}`,
  registryPatterns: (org: string, id: string) => `${paths.registry(org, id)}/patterns`,
  registryCredential: (org: string, id: string) => `${paths.registry(org, id)}/credential`,
  registryChecks: (org: string, id: string) => `${paths.registry(org, id)}/checks`,
  registryCheck: (org: string, id: string, check: string) =>
    `${paths.registryChecks(org, id)}/${segment(check)}`,
  registryPulls: (org: string, id: string) => `${paths.registry(org, id)}/pulls`,
  registryHistory: (org: string, id: string) => `${paths.registry(org, id)}/history`,

  explain: (org: string, query?: Query) => withQuery(`${base(org)}/explain`, query),
  explainFile: (org: string) => `${base(org)}/explain/file`,
  explainReport: (org: string, id: string) => `${base(org)}/explain/reports/${segment(id)}`,
  pulls: (org: string, query?: Query) => withQuery(`${base(org)}/pulls`, query),
  pull: (org: string, id: string) => `${base(org)}/pulls/${segment(id)}`,

  /** What is below it; no page stands there itself. */
  settings: (org: string) => `${base(org)}/settings`,
  settingsOrganization: (org: string) => `${base(org)}/settings/organization`,
  settingsAlerts: (org: string, query?: Query) => withQuery(`${base(org)}/settings/alerts`, query),
  security: (org: string) => `${base(org)}/settings/security`,
  settingsCaches: (org: string, query?: Query) => withQuery(`${base(org)}/settings/caches`, query),
  settingsPulls: (org: string) => `${base(org)}/settings/pulls`,
  settingsNetwork: (org: string) => `${base(org)}/settings/network`,
  settingsAbout: (org: string) => `${base(org)}/settings/about`,

  expiry: (org: string) => `${base(org)}/expiry`,
  audit: (org: string, query?: Query) => withQuery(`${base(org)}/audit`, query),
  auditEvent: (org: string, event: string) => `${base(org)}/audit/${segment(event)}`,

  projects: (org: string, query?: Query) => withQuery(`${base(org)}/projects`, query),
  tokens: (org: string, query?: Query) => withQuery(`${base(org)}/tokens`, query),
  tokenNew: (org: string) => `${base(org)}/tokens/new`,
  apiReference: (org: string) => `${base(org)}/api-reference`,
  apiTokens: (org: string) => `${base(org)}/tokens/api`,
  apiTokenNew: (org: string) => `${base(org)}/tokens/api/new`,
  members: (org: string, query?: Query) => withQuery(`${base(org)}/members`, query),
} as const;

function base(org: string): string {
  return `/o/${segment(org)}`;
}

function segment(text: string): string {
  return encodeURIComponent(text);
}

function withQuery(path: string, query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
