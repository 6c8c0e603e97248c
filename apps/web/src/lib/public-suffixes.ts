import type { getDomain as getDomainOfList } from "tldts";

let getDomainLoaded: typeof getDomainOfList | null = null;
let loading = false;

/**
 * Stands in for `tldts` in the browser: the registrable domain of a host, or null. The first call fetches the list;
 * until it is there, the last two labels count as the domain. That lets a host such as `*.blogspot.com` pass for a moment;
 * the server, which has the list at hand, refuses it in any case.
 */
export function getDomain(...input: Parameters<typeof getDomainOfList>): string | null {
  if (getDomainLoaded) return getDomainLoaded(...input);
  if (!loading) {
    loading = true;
    void loadList();
  }
  return /[^.]+\.[^.]+$/.exec(input[0])?.[0] ?? null;
}

async function loadList(): Promise<void> {
  try {
    getDomainLoaded = (await import("tldts")).getDomain;
  } catch {
    // No network just now: the next host with a star asks again.
    loading = false;
  }
}
