import { Resolver as DnsClient } from "node:dns/promises";
import { lookUpHostsFile } from "./hosts-file.ts";

export type ResolverAnswer =
  | { ok: true; addresses: string[] }
  | { ok: false; code: "not-found" | "temporary"; osCode: string };

/** Finds every address of a name, IPv4 first. Gives up when the signal aborts; never rejects. */
export type Resolver = (name: string, signal: AbortSignal) => Promise<ResolverAnswer>;

/**
 * Asks the hosts file, then the configured name servers for A and AAAA records at the same time.
 * One family that fails does not hide the other's answer.
 */
export function createSystemResolver(
  options: { servers?: string[] | undefined; limitMs?: number | undefined } = {},
): Resolver {
  const { servers, limitMs = 1_800 } = options;
  return async (name, caller) => {
    const listed = await lookUpHostsFile(name);
    if (listed.length > 0) return { ok: true, addresses: sortFamilies(listed) };
    // Shorter than the caller's limit, so that one silent family does not cost the other's answer.
    const signal = AbortSignal.any([caller, AbortSignal.timeout(limitMs)]);
    if (signal.aborted) return { ok: false, code: "temporary", osCode: "ETIMEOUT" };

    // One client a question: cancelling it then touches nobody else's.
    const client = new DnsClient({ timeout: 600, tries: 2 });
    if (servers !== undefined) client.setServers(servers);
    const cancel = () => {
      client.cancel();
    };
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const [four, six] = await Promise.allSettled([client.resolve4(name), client.resolve6(name)]);
      const addresses = [four, six].flatMap((answer) =>
        answer.status === "fulfilled" ? answer.value : [],
      );
      if (addresses.length > 0) return { ok: true, addresses };
      const codes = [four, six].map((answer) =>
        answer.status === "rejected" ? osCodeOf(answer.reason) : "ENODATA",
      );
      return readFailure(codes);
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
}

function readFailure(codes: string[]): ResolverAnswer {
  const absent = new Set(["ENOTFOUND", "ENODATA"]);
  if (codes.every((code) => absent.has(code))) {
    return { ok: false, code: "not-found", osCode: "ENOTFOUND" };
  }
  const osCode = codes.find((code) => !absent.has(code)) ?? "EAI_AGAIN";
  return { ok: false, code: "temporary", osCode: osCode === "ECANCELLED" ? "ETIMEOUT" : osCode };
}

function osCodeOf(reason: unknown): string {
  const code = reason instanceof Error && "code" in reason ? reason.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,64}$/.test(code) ? code : "EAI_AGAIN";
}

function sortFamilies(addresses: string[]): string[] {
  const isV6 = (address: string) => Number(address.includes(":"));
  return addresses.toSorted((first, second) => isV6(first) - isV6(second));
}
