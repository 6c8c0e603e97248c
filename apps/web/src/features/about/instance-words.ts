import type { InstanceView } from "@berth/api-contract";
import { formatDay, formatDuration } from "#src/lib/time-format.ts";

/** One fact of the installation: on the page, and in the text for support. */
export interface InstanceFact {
  label: string;
  value: string;
}

/** What is known of the installation. Nothing of it is secret, and nothing names a host. */
export function instanceFacts(instance: InstanceView): InstanceFact[] {
  const { version, node, database, keys, reCheckIntervalMs } = instance;
  const day = (at: string) => formatDay(Date.parse(at));
  return [
    { label: "Version", value: `Berth ${version} on Node ${node}` },
    { label: "Set up", value: day(instance.createdAt) },
    { label: "Database", value: `${engineWords[database.engine]} ${database.version}` },
    {
      label: "Tables",
      value:
        database.schema === database.known
          ? `Schema ${database.schema}, up to date`
          : `Schema ${database.schema}; this version knows ${database.known}`,
    },
    {
      label: "Servers",
      value: database.shared
        ? "Several may share the database; this page comes from one of them"
        : "One, with the database on its disk",
    },
    {
      label: "Key-encryption key",
      value:
        keys.earlier === 0
          ? `Known since ${day(keys.since)}`
          : `Known since ${day(keys.since)}; ${keys.earlier === 1 ? "an earlier one is" : `${keys.earlier} earlier ones are`} not forgotten yet`,
    },
    {
      label: "If that key is lost",
      value: keys.recoverable
        ? "Your organization's keys can be recovered from an identity kept offline"
        : "Your secrets can't be opened any more",
    },
    {
      label: "Your organization's key",
      value:
        keys.organization === null
          ? "None yet"
          : `Version ${keys.organization.version}, since ${day(keys.organization.since)}`,
    },
    {
      label: "Scheduled re-checks",
      value: reCheckIntervalMs === null ? "Off" : `Every ${formatDuration(reCheckIntervalMs)}`,
    },
    { label: "Mail", value: instance.mail ? "Sent" : "Not set up" },
    { label: "Single sign-on", value: instance.singleSignOn ? "Set up" : "Not set up" },
  ];
}

const engineWords: Record<InstanceView["database"]["engine"], string> = {
  sqlite: "SQLite",
  postgresql: "PostgreSQL",
};

/** What each part of the installation is called. */
export const partWords: Record<InstanceView["parts"][number]["name"], string> = {
  database: "Database",
  key: "Key",
  schema: "Tables",
  schedule: "Schedule",
};

/** The page as plain text for whoever helps. */
export function supportText(instance: InstanceView): string {
  return [
    ...instanceFacts(instance).map(({ label, value }) => `${label}: ${value}`),
    `Running since: ${instance.startedAt}`,
    `Last backup: ${instance.lastBackupAt ?? "none noted"}`,
    ...instance.parts.map(
      ({ name, ok, message }) =>
        `${partWords[name]}: ${ok ? "in order" : "needs attention"} (${message})`,
    ),
  ].join("\n");
}
