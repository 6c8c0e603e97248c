import type { RegistryType, ServerRoleUse } from "@berth/registry-catalog";
import type { Resolver } from "react-hook-form";
import { formErrors, type RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { nameIssues } from "#src/domain-ui/registry-form/name-issues.ts";
import {
  createIssues,
  pasteIssues,
  patternIssues,
  serverRoleIssues,
  whereIssues,
} from "#src/domain-ui/registry-form/step-issues.ts";
import type { SetupStep } from "./setup-steps.ts";

/** Each step answers for its own fields; the last one, and the form on one page, for all of them. */
export function resolverFor(
  type: RegistryType,
  step: SetupStep | "all",
  serverRole: ServerRoleUse | null,
): Resolver<RegistryFormValues> {
  return (values) => {
    const issues = issuesOf(type, step, values, serverRole);
    return issues.length === 0
      ? { values, errors: {} }
      : { values: {}, errors: formErrors(issues) };
  };
}

function issuesOf(
  type: RegistryType,
  step: SetupStep | "all",
  values: RegistryFormValues,
  serverRole: ServerRoleUse | null,
) {
  switch (step) {
    case "where":
      return [...whereIssues(type, values), ...serverRoleIssues(type, values, serverRole, "where")];
    case "create":
      return createIssues(type, values);
    case "paste":
      return [...pasteIssues(type, values), ...serverRoleIssues(type, values, serverRole, "paste")];
    case "check": {
      const [first] = earlierIssues(type, values, serverRole);
      return [...(first ? [{ ...first, path: "root.earlier" }] : []), ...lastIssues(type, values)];
    }
    case "all":
      return [...earlierIssues(type, values, serverRole), ...lastIssues(type, values)];
    default:
      return step satisfies never;
  }
}

function earlierIssues(
  type: RegistryType,
  values: RegistryFormValues,
  serverRole: ServerRoleUse | null,
) {
  return [
    ...whereIssues(type, values),
    ...serverRoleIssues(type, values, serverRole, "where"),
    ...createIssues(type, values),
    ...pasteIssues(type, values),
    ...serverRoleIssues(type, values, serverRole, "paste"),
  ].filter(({ path }) => path !== "testImage" || values.testImage.trim() !== "");
}

function lastIssues(type: RegistryType, values: RegistryFormValues) {
  return [...nameIssues(values.name), ...patternIssues(type, values)];
}
