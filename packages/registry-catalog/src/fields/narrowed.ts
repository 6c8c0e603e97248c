import type { Fix, Notice } from "../issue.ts";

/** Takes a narrowing to single repositories back. */
export const allRepositories: Fix = {
  kind: "set",
  label: "All repositories",
  values: { repositories: [] },
};

/** Says what a pasted image has narrowed access and pattern to. */
export function narrowedNotice(repository: string): Notice {
  return {
    code: "narrowed",
    message: `Narrowed to the image's repository, \`${repository}\`: access and pattern cover nothing else.`,
    fix: allRepositories,
  };
}

/** Repositories as they stand in a sentence. */
export function inWords(repositories: readonly string[]): string {
  return repositories.map((name) => `\`${name}\``).join(", ");
}
