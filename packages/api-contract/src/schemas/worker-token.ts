import { z } from "zod";
import { idSchema, nameSchema, personSchema, timeSchema } from "./common.ts";

/**
 * What a token may be used for.
 *
 * - `pull`: ask for what images need, and report how its own pulls ended.
 * - `read-patterns`: read every pattern, as `scan`, `kubelet-config`, `auth-file --all` and the helper's `list` do.
 * - `check`: check images from the worker's own network and send what was seen.
 */
export const workerActions = ["pull", "read-patterns", "check"] as const;

export const workerTokenNameSchema = nameSchema(60, "Give the token a name.");

const networkSchema = z.string().trim().min(1, "Enter an address or a network.").max(64);
const actionsSchema = z.array(z.enum(workerActions)).min(1, "Allow at least one thing.").max(10);
const idsSchema = z.array(idSchema).min(1, "Name at least one.").max(200).nullable();

/** Something a token is limited to, by the name it has now; null where it was deleted. */
const namedSchema = z.object({ id: z.string(), name: z.string().nullable() });

export const workerTokenScopeSchema = z.object({
  /** The registries it may use; null: every registry of the organization. */
  registries: z.array(namedSchema).nullable(),
  /** The projects it may pull for; null: every project of the organization. */
  projects: z.array(namedSchema).nullable(),
  actions: z.array(z.enum(workerActions)),
  /** Addresses and CIDR networks it may be used from; empty: from anywhere. */
  networks: z.array(z.string()),
});

export const workerTokenViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters of the token, enough to recognise it and useless to an attacker. Empty until it was delivered. */
  prefix: z.string(),
  /** The project that counts where a pull names none. */
  project: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("default"), id: z.string(), name: z.string() }),
    z.object({ kind: z.literal("any") }),
  ]),
  scope: workerTokenScopeSchema,
  /** `undelivered`: its link was not opened yet, or never was. */
  state: z.enum(["active", "undelivered", "expired", "revoked"]),
  createdAt: timeSchema,
  createdBy: personSchema.nullable(),
  expiresAt: timeSchema,
  lastUsedAt: timeSchema.nullable(),
  /** The token it took over from; that one ends at its own `expiresAt`. */
  rotatedFrom: z.string().nullable(),
  /** The token that takes over from it; it can't be rotated a second time. */
  rotatedTo: z.string().nullable(),
  /** Null where it was shown on creation. */
  link: z
    .object({
      expiresAt: timeSchema,
      openedAt: timeSchema.nullable(),
      /** Somebody opened it again: one of the two was not meant to have the token. */
      openedAgainAt: timeSchema.nullable(),
    })
    .nullable(),
});

export const workerTokenListSchema = z.object({
  tokens: z.array(workerTokenViewSchema),
  next: z.string().nullable(),
});

const expiresInDaysSchema = z
  .number()
  .int()
  .min(1, "At least one day.")
  .max(90, "At most 90 days.");
/** `link`: the token is not shown, but fetched once through a link that lives 10 minutes. */
const deliverySchema = z.enum(["shown", "link"]).default("shown");

export const workerTokenCreateSchema = z.strictObject({
  name: workerTokenNameSchema,
  project: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("default"), id: idSchema }),
    z.strictObject({ kind: z.literal("any") }),
  ]),
  expiresInDays: expiresInDaysSchema,
  registryIds: idsSchema.default(null),
  projectIds: idsSchema.default(null),
  actions: actionsSchema.default([...workerActions]),
  networks: z.array(networkSchema).max(20, "At most 20 networks.").default([]),
  delivery: deliverySchema,
});

/** Makes a token that takes over with the same scope. */
export const workerTokenRotateSchema = z.strictObject({
  /** For how many hours the older one still works, unless it ends sooner; 0 revokes it at once. */
  overlapHours: z.number().int().min(0).max(168, "At most 168 hours, which is a week."),
  expiresInDays: expiresInDaysSchema,
  delivery: deliverySchema,
});

/** The only answer, beside that of an opened link, that ever carries the token itself. */
export const workerTokenCreatedSchema = z.object({
  workerToken: workerTokenViewSchema,
  /** Null where it is delivered by a link. */
  token: z.string().nullable(),
  /** Where the token is fetched, below Berth's own address. The part behind `#` reaches no log. */
  link: z.object({ path: z.string(), expiresAt: timeSchema }).nullable(),
});

export const workerTokenOpenSchema = z.strictObject({
  /** What stands behind `#code=` in the link. */
  code: z.string().min(1).max(100),
});

export const workerTokenOpenedSchema = z.object({
  token: z.string(),
  name: z.string(),
  organization: z.object({ name: z.string() }),
  expiresAt: timeSchema,
});

export type WorkerAction = (typeof workerActions)[number];
export type WorkerTokenView = z.infer<typeof workerTokenViewSchema>;
export type WorkerTokenCreate = z.infer<typeof workerTokenCreateSchema>;
export type WorkerTokenRotate = z.infer<typeof workerTokenRotateSchema>;
export type WorkerTokenCreated = z.infer<typeof workerTokenCreatedSchema>;
export type WorkerTokenOpened = z.infer<typeof workerTokenOpenedSchema>;
