import {
  alertChannelKinds,
  alertChannelNameSchema,
  alertEventsSchema,
  alertRecipientsSchema,
  externalIdSchema,
  imageMappingCreateSchema,
  imageTextSchema,
  patternTextSchema,
  projectNameSchema,
  pullRetentionSchema,
  registryNameSchema,
  registryTypeSlugs,
  rotateAfterDaysSchema,
  securitySettingsSchema,
  settingsSchema,
} from "@berth/api-contract";
import { isMap, parseDocument, stringify } from "yaml";
import { z } from "zod";
import { nameKey } from "../store/name-key.ts";

/** Where a secret is read from when a registry needs one: a variable of whoever applies, never the file. */
const secretFromSchema = z.record(
  z.string().max(64),
  z.strictObject({
    env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, "The name of a variable."),
  }),
);

/** One registry. What is left out stays as it is in Berth. */
const registrySchema = z.strictObject({
  name: registryNameSchema,
  type: z.enum(registryTypeSlugs),
  settings: settingsSchema.default({}),
  patterns: z.array(patternTextSchema).min(1, "At least one pattern.").max(100),
  expectations: z.array(imageTextSchema).max(200).optional(),
  testImage: imageTextSchema.nullable().optional(),
  handOutStored: z.boolean().optional(),
  servesHostOnly: z.boolean().optional(),
  rotateAfterDays: rotateAfterDaysSchema.nullable().optional(),
  paused: z.boolean().optional(),
  secretFrom: secretFromSchema.optional(),
});

/**
 * One project. `owner` is `organization`, which one that is added has where none is said, or the e-mail address of the
 * person whose own it is; `externalId` the id it has in another system.
 */
const projectSchema = z.strictObject({
  name: projectNameSchema,
  externalId: externalIdSchema.optional(),
  owner: z.string().min(1).optional(),
  members: z.array(z.email("An e-mail address.")).max(500).optional(),
});

/**
 * One alert channel. `host` is where a webhook leads; its whole address and its signing secret are secrets,
 * so they are entered by hand.
 */
const alertChannelEntrySchema = z.strictObject({
  name: alertChannelNameSchema,
  kind: z.enum(alertChannelKinds),
  recipients: alertRecipientsSchema.optional(),
  host: z.string().max(300).optional(),
  events: alertEventsSchema,
  paused: z.boolean().optional(),
});

const settingsOfOrganizationSchema = z.strictObject({
  pullsKeptDays: pullRetentionSchema.shape.keptDays.optional(),
  managersNeedSecondFactor: securitySettingsSchema.shape.managersNeedSecondFactor.optional(),
});

const documentSchema = z.strictObject({
  berth: z.literal(1, "This file begins with 'berth: 1'."),
  registries: z.array(registrySchema).optional(),
  projects: z.array(projectSchema).optional(),
  alertChannels: z.array(alertChannelEntrySchema).optional(),
  imageMappings: z.array(imageMappingCreateSchema).optional(),
  settings: settingsOfOrganizationSchema.optional(),
});

export type ConfigurationDocument = z.infer<typeof documentSchema>;
export type RegistryEntry = z.infer<typeof registrySchema>;
export type AlertChannelEntry = z.infer<typeof alertChannelEntrySchema>;
export type SettingsEntry = z.infer<typeof settingsOfOrganizationSchema>;
export type ProjectEntry = z.infer<typeof projectSchema>;

export type ReadDocument =
  | { ok: true; document: ConfigurationDocument }
  | { ok: false; problems: string[] };

/** Reads a configuration file. Problems say where, and repeat nothing of the file. */
export function readDocument(text: string): ReadDocument {
  const parsed = parseDocument(text, { prettyErrors: true });
  const [error] = parsed.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    return { ok: false, problems: [`line ${line}: This is not YAML.`] };
  }
  if (!isMap(parsed.contents)) {
    return { ok: false, problems: ["line 1: This file begins with 'berth: 1'."] };
  }
  let value: unknown;
  try {
    value = parsed.toJS({ maxAliasCount: 100 });
  } catch {
    return { ok: false, problems: ["line 1: The file repeats itself too often through aliases."] };
  }
  const checked = documentSchema.safeParse(value);
  if (!checked.success) {
    const problems = checked.error.issues.map(
      ({ path, message }) => `${path.map(String).join(".") || "file"}: ${message}`,
    );
    return { ok: false, problems };
  }
  const twice = [
    ...repeated("registries", "name", checked.data.registries),
    ...repeated("projects", "name", checked.data.projects),
    ...repeated("projects", "externalId", checked.data.projects, (one, other) => one === other),
    ...repeated("alertChannels", "name", checked.data.alertChannels),
    ...repeated("imageMappings", "from", checked.data.imageMappings),
  ];
  return twice.length > 0 ? { ok: false, problems: twice } : { ok: true, document: checked.data };
}

/** The file of a state, with what somebody has to know who reads it first. */
export function printDocument(organization: string, document: ConfigurationDocument): string {
  const head = `# What is set up in ${organization}, without secrets. Made by 'berth export'; 'berth apply' brings it back.\n`;
  return head + stringify(document, { lineWidth: 0 });
}

/** Names are compared as Berth compares them: two that differ in case or in Unicode form alone are one. */
export function sameName(one: string, other: string): boolean {
  return nameKey(one) === nameKey(other);
}

function repeated<Key extends string>(
  list: string,
  key: Key,
  entries: readonly { [Name in Key]?: string | undefined }[] = [],
  same = sameName,
): string[] {
  return entries.flatMap((entry, index) => {
    const text = entry[key];
    const first = entries.findIndex((other) => same(other[key] ?? "", text ?? ""));
    return text !== undefined && first < index
      ? [`${list}.${index}.${key}: This stands in the file for the second time.`]
      : [];
  });
}
