import type { Issue } from "@berth/api-contract";
import type { Issue as CatalogIssue } from "@berth/registry-catalog";

/** The catalog's complaints as answers carry them. They never repeat a secret. */
export function toIssues(issues: readonly CatalogIssue[]): Issue[] {
  return issues.map(({ path, code, message, at, fix }) => ({
    path,
    code,
    message,
    ...(at === undefined || at < 0 ? {} : { at }),
    ...correctedValue(path, fix),
  }));
}

/** Only a fix that is nothing but another value of the same field fits into an answer. */
function correctedValue(path: string, fix: CatalogIssue["fix"]): { fix?: string } {
  if (fix?.kind !== "set") return {};
  const entries = Object.entries(fix.values);
  const [entry] = entries;
  if (entries.length !== 1 || entry === undefined) return {};
  const [name, value] = entry;
  return typeof value === "string" && path === `settings.${name}` ? { fix: value } : {};
}
