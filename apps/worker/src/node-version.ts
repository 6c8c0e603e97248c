export const nodeMajorMin = 18;

/** The line to end with where this Node is too old, or null. Written without anything that is new itself. */
export function nodeTooOld(nodeVersion: string): string | null {
  const major = Number(nodeVersion.replace(/^v/, "").split(".")[0]);
  return major >= nodeMajorMin
    ? null
    : `berth-worker needs Node ${nodeMajorMin} or newer; this is Node ${nodeVersion.replace(/^v/, "")}.`;
}
