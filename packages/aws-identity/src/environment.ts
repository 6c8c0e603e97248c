export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable's text; "" where it isn't set. */
export function variable(environment: Environment, name: string): string {
  return environment[name]?.trim() ?? "";
}
