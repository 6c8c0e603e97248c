/**
 * The hosts a registry may be asked under: exact ones, or one whose first label holds a `*`
 * that stands for a part of that label. Both sides are canonical (`matching-rule`, host[:port]).
 */
export function hostSatisfies(host: string, rule: readonly string[]): boolean {
  return rule.some((allowed) => hostFits(host, allowed));
}

function hostFits(host: string, allowed: string): boolean {
  const star = allowed.indexOf("*");
  if (star === -1) return host === allowed;
  const before = allowed.slice(0, star);
  const after = allowed.slice(star + 1);
  if (host.length <= before.length + after.length) return false;
  const between = host.slice(before.length, host.length - after.length);
  // The star never spans a dot or reaches into the port.
  return host.startsWith(before) && host.endsWith(after) && /^[a-z0-9-]+$/.test(between);
}
