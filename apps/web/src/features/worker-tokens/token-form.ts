import {
  type RouteBody,
  workerActions,
  workerTokenCreateSchema,
  workerTokenNameSchema,
} from "@berth/api-contract";
import { z } from "zod";

const daysSchema = workerTokenCreateSchema.shape.expiresInDays;

/** A choice with a field behind it. */
export const lifetimeFields = {
  lifetime: z.enum(["30", "90", "custom"]),
  days: z.string().trim(),
};

/** The form as it is shown: project and lifetime are each a choice with a field behind it. */
export const tokenFormSchema = z
  .object({
    name: workerTokenNameSchema,
    projectKind: z.enum(["default", "any"]),
    projectId: z.string(),
    ...lifetimeFields,
    /** None ticked means all. */
    registryIds: z.array(z.string()),
    projectIds: z.array(z.string()),
    actions: z.array(z.enum(workerActions)).min(1, "Allow at least one thing."),
    networks: z.string(),
    delivery: z.enum(["shown", "link"]),
  })
  .superRefine(({ projectKind, projectId, projectIds, ...values }, context) => {
    if (projectKind === "default" && projectId === "") {
      context.addIssue({ code: "custom", path: ["projectId"], message: "Choose a project." });
    }
    if (projectKind === "default" && projectIds.length > 0 && !projectIds.includes(projectId)) {
      context.addIssue({
        code: "custom",
        path: ["projectIds"],
        message: "Tick the default project as well, or none.",
      });
    }
    requireDays(values, context);
  });

export type TokenFormValues = z.infer<typeof tokenFormSchema>;

/** Looks at the days where they count. */
export function requireDays(
  { lifetime, days }: { lifetime: string; days: string },
  context: z.RefinementCtx,
): void {
  if (lifetime !== "custom") return;
  const parsed = daysSchema.safeParse(/^\d{1,5}$/.test(days) ? Number(days) : null);
  if (parsed.success) return;
  const outOfRange = /^\d{1,5}$/.test(days) ? parsed.error.issues[0]?.message : undefined;
  context.addIssue({
    code: "custom",
    path: ["days"],
    message: outOfRange ?? "Enter a whole number of days.",
  });
}

export function daysOf({ lifetime, days }: { lifetime: string; days: string }): number {
  return Number(lifetime === "custom" ? days : lifetime);
}

export function toInput(
  values: TokenFormValues,
): RouteBody<"POST /organizations/{org}/worker-tokens"> {
  const { registryIds, projectIds, actions, networks, delivery } = values;
  return {
    name: values.name,
    project:
      values.projectKind === "any" ? { kind: "any" } : { kind: "default", id: values.projectId },
    expiresInDays: daysOf(values),
    registryIds: registryIds.length === 0 ? null : registryIds,
    projectIds: projectIds.length === 0 ? null : projectIds,
    actions,
    networks: networks.split(/[\s,]+/).filter((one) => one !== ""),
    delivery,
  };
}
