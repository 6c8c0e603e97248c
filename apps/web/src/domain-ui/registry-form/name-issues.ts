const nameLengthMax = 60;

/** What is wrong with a registry's name; whether it is taken only the server knows. */
export function nameIssues(name: string): { path: string; message: string; code: string }[] {
  const path = "name";
  const trimmed = name.trim();
  if (trimmed === "") return [{ path, code: "required", message: "Give the registry a name." }];
  if (trimmed.length > nameLengthMax) {
    return [{ path, code: "too-long", message: `Use at most ${nameLengthMax} characters.` }];
  }
  return [];
}
