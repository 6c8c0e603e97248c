import {
  type RouteBody,
  workerTokenCreateSchema,
  workerTokenNameSchema,
} from "@berth/api-contract";
import { z } from "zod";

const daysSchema = workerTokenCreateSchema.shape.expiresInDays;

/** The form as it is shown: project and lifetime are each a choice with a field behind it. */
export const tokenFormSchema = z
  .object({
    name: workerTokenNameSchema,
    projectKind: z.enum(["default", "any"]),
    projectId: z.string(),
    lifetime: z.enum(["30", "90", "custom"]),
    days: z.string().trim(),
  })
  .superRefine(({ projectKind, projectId, lifetime, days }, context) => {
    if (projectKind === "default" && projectId === "") {
      context.addIssue({ code: "custom", path: ["projectId"], message: "Choose a project." });
    }
    if (lifetime !== "custom") return;
    const parsed = daysSchema.safeParse(/^\d{1,5}$/.test(days) ? Number(days) : null);
    if (parsed.success) return;
    const outOfRange = /^\d{1,5}$/.test(days) ? parsed.error.issues[0]?.message : undefined;
    context.addIssue({
      code: "custom",
      path: ["days"],
      message: outOfRange ?? "Enter a whole number of days.",
    });
  });

export type TokenFormValues = z.infer<typeof tokenFormSchema>;

export function toInput(
  values: TokenFormValues,
): RouteBody<"POST /organizations/{org}/worker-tokens"> {
  return {
    name: values.name,
    project:
      values.projectKind === "any" ? { kind: "any" } : { kind: "default", id: values.projectId },
    expiresInDays: Number(values.lifetime === "custom" ? values.days : values.lifetime),
  };
}
