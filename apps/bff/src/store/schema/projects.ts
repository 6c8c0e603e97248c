import type { WorkerAction } from "@berth/api-contract";
import type { Kit } from "./kit.ts";
import type { PeopleTables } from "./people.ts";

/** What a worker token is limited to; null: no limit. */
export type StoredScope = {
  registryIds: readonly string[] | null;
  projectIds: readonly string[] | null;
  actions: readonly WorkerAction[];
  networks: readonly string[];
};

export function projectTables(kit: Kit, { organization, user }: PeopleTables) {
  const organizationId = () =>
    kit
      .text("organization_id")
      .notNull()
      .references(() => organization.id, { onDelete: "cascade" });

  const project = kit.table(
    "project",
    {
      organizationId: organizationId(),
      id: kit.text("id").notNull(),
      externalId: kit.text("external_id"),
      name: kit.text("name").notNull(),
      nameKey: kit.text("name_key").notNull(),
      ownerKind: kit.enumText("owner_kind", ["organization", "person"]).notNull(),
      // A person who still owns projects can't be deleted: the projects would turn into nobody's.
      ownerPersonId: kit.text("owner_person_id").references(() => user.id),
      createdAt: kit.bigint("created_at").notNull(),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.uniqueIndex("project_name").on(table.organizationId, table.nameKey),
      kit.uniqueIndex("project_external_id").on(table.organizationId, table.externalId),
      kit.index("project_owner").on(table.ownerPersonId),
    ],
  );

  const projectMember = kit.table(
    "project_member",
    {
      organizationId: kit.text("organization_id").notNull(),
      projectId: kit.text("project_id").notNull(),
      personId: kit
        .text("person_id")
        .notNull()
        .references(() => user.id, { onDelete: "cascade" }),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.projectId, table.personId] }),
      kit.index("project_member_person").on(table.personId),
      kit
        .foreignKey({
          name: "project_member_project",
          columns: [table.organizationId, table.projectId],
          foreignColumns: [project.organizationId, project.id],
        })
        .onDelete("cascade"),
    ],
  );

  const workerToken = kit.table(
    "worker_token",
    {
      organizationId: organizationId(),
      id: kit.text("id").notNull(),
      name: kit.text("name").notNull(),
      prefix: kit.text("prefix").notNull(),
      hash: kit.bytes("hash").notNull().unique(),
      projectKind: kit.enumText("project_kind", ["default", "any"]).notNull(),
      // No foreign key: a token whose default project was deleted must not turn into one for any project.
      projectId: kit.text("project_id"),
      createdAt: kit.bigint("created_at").notNull(),
      createdBy: kit.text("created_by"),
      expiresAt: kit.bigint("expires_at").notNull(),
      revokedAt: kit.bigint("revoked_at"),
      lastUsedAt: kit.bigint("last_used_at"),
      // Null: no limit. No foreign keys: what is deleted must not turn a limit into none.
      scope: kit.json<StoredScope>("scope"),
      rotatedFrom: kit.text("rotated_from"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit.index("worker_token_rotated").on(table.organizationId, table.rotatedFrom),
    ],
  );

  // Nothing of the token stands here: it is made when its link is opened.
  const workerTokenLink = kit.table(
    "worker_token_link",
    {
      organizationId: kit.text("organization_id").notNull(),
      workerTokenId: kit.text("worker_token_id").notNull(),
      hash: kit.bytes("hash").notNull().unique(),
      expiresAt: kit.bigint("expires_at").notNull(),
      openedAt: kit.bigint("opened_at"),
      openedAgainAt: kit.bigint("opened_again_at"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.workerTokenId] }),
      kit
        .foreignKey({
          name: "worker_token_link_token",
          columns: [table.organizationId, table.workerTokenId],
          foreignColumns: [workerToken.organizationId, workerToken.id],
        })
        .onDelete("cascade"),
    ],
  );

  return { project, projectMember, workerToken, workerTokenLink };
}
