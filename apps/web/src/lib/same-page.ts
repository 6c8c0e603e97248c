/** What a page hands along where it replaces its own address by another one and stays as it is, its focus included. */
export const samePage = { samePage: true } as const;

export function isSamePage(state: unknown): boolean {
  return typeof state === "object" && state !== null && "samePage" in state;
}
