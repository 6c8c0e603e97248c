/**
 * The RFC 5952 form of an IPv6 address (without brackets), or null when the text is none.
 * Zones and dotted tails are refused: the reference grammar knows only hex digits and colons.
 */
export function canonicalIpv6(text: string): string | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? "");
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? "") : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: Math.max(missing, 0) }, () => "0"), ...tail];
  return compress(groups);
}

function groupsOf(text: string): string[] | null {
  if (text === "") return [];
  const groups: string[] = [];
  for (const group of text.split(":")) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return null;
    groups.push(Number.parseInt(group, 16).toString(16));
  }
  return groups;
}

/** RFC 5952 4.2: `::` stands for the longest run of two or more zero groups, the first of equals. */
function compress(groups: readonly string[]): string {
  let best = 0;
  let bestLength = 1;
  for (let i = 0; i < groups.length; i++) {
    let length = 0;
    while (groups[i + length] === "0") length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
  }
  if (bestLength < 2) return groups.join(":");
  return `${groups.slice(0, best).join(":")}::${groups.slice(best + bestLength).join(":")}`;
}
