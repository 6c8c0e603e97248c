import { projectNameSchema, type ProjectCreate, type ProjectView } from "@berth/api-contract";
import { z } from "zod";

/** The form as it is shown: owner kind and person are two fields, members are boxes. */
export const projectFormSchema = z
  .object({
    name: projectNameSchema,
    ownerKind: z.enum(["organization", "person"]),
    personId: z.string(),
    memberIds: z.array(z.string()),
  })
  .refine(({ ownerKind, personId }) => ownerKind === "organization" || personId !== "", {
    path: ["personId"],
    message: "Choose who owns the project.",
  });

export type ProjectFormValues = z.infer<typeof projectFormSchema>;

export function valuesOf(project: ProjectView | undefined): ProjectFormValues {
  return {
    name: project?.name ?? "",
    ownerKind: project?.owner.kind ?? "organization",
    personId: project?.owner.kind === "person" ? project.owner.person.id : "",
    memberIds: project?.members.map(({ id }) => id) ?? [],
  };
}

export function toInput({
  name,
  ownerKind,
  personId,
  memberIds,
}: ProjectFormValues): ProjectCreate {
  return {
    name,
    owner: ownerKind === "person" ? { kind: "person", personId } : { kind: "organization" },
    memberIds,
  };
}
