import { healthStates } from "@berth/api-contract";
import type { Kit } from "./kit.ts";
import type { RegistryTables } from "./registries.ts";

/** Every change of a registry's health: from what to what, when, and why. Goes with its registry. */
export function healthTables(kit: Kit, { registry }: RegistryTables) {
  const healthChange = kit.table(
    "health_change",
    {
      organizationId: kit.text("organization_id").notNull(),
      id: kit.text("id").notNull(),
      registryId: kit.text("registry_id").notNull(),
      at: kit.bigint("at").notNull(),
      /** Null where the registry was added in this state. */
      fromState: kit.enumText("from_state", [...healthStates]),
      toState: kit.enumText("to_state", [...healthStates]).notNull(),
      reason: kit.text("reason"),
      checkId: kit.text("check_id"),
    },
    (table) => [
      kit.primaryKey({ columns: [table.organizationId, table.id] }),
      kit
        .index("health_change_time")
        .on(table.organizationId, table.registryId, table.at, table.id),
      kit
        .foreignKey({
          name: "health_change_registry",
          columns: [table.organizationId, table.registryId],
          foreignColumns: [registry.organizationId, registry.id],
        })
        .onDelete("cascade"),
    ],
  );
  return { healthChange };
}
