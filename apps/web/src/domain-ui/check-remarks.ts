import type { CheckView, Evidence } from "@berth/api-contract";
import { formatCount, formatDuration } from "#src/lib/time-format.ts";

/** What a check found out beside its verdict, in sentences. */
export interface CheckRemarks {
  /** Why the credential can do more than pull; null where nothing says so. */
  overPrivileged: string | null;
  /** How many pulls are left, and for whom they are counted, or that no limit counts; null where nothing says so. */
  pullLimit: string | null;
  /** Pulls are counted for an address although somebody signed in. */
  countedForAddress: boolean;
}

export function checkRemarks({ steps }: Pick<CheckView, "steps">): CheckRemarks {
  const evidence = steps.flatMap((step) => step.evidence);
  const excess = evidence.find((item) => item.kind === "notice" && item.code === "over-privileged");
  const noLimit = evidence.find((item) => item.kind === "notice" && item.code === "no-pull-limit");
  const limit = evidence.findLast((item) => item.kind === "rate-limit");
  const signedIn = evidence.some(
    (item) => item.kind === "exchange" && item.exchange.purpose === "token" && !failed(item),
  );
  return {
    overPrivileged: excess?.kind === "notice" ? excess.text : null,
    pullLimit:
      (limit?.kind === "rate-limit" ? limitInWords(limit) : null) ??
      (noLimit?.kind === "notice" ? noLimit.text : null),
    countedForAddress: limit?.kind === "rate-limit" && signedIn && isAddress(limit.source ?? ""),
  };
}

function failed({ exchange }: Extract<Evidence, { kind: "exchange" }>): boolean {
  return exchange.answer?.status !== 200;
}

/** "Pull limit: 199 of 200 left in 6 h, counted for `acme`." */
function limitInWords({
  limit,
  remaining,
  windowSeconds,
  source,
}: Extract<Evidence, { kind: "rate-limit" }>): string | null {
  if (remaining === null && limit === null) return null;
  const left =
    remaining === null
      ? `${formatCount(limit ?? 0)} pulls`
      : `${formatCount(remaining)}${limit === null ? "" : ` of ${formatCount(limit)}`} left`;
  const window = windowSeconds === null ? "" : ` in ${formatDuration(windowSeconds * 1000)}`;
  const whose = source === null ? "" : `, counted for \`${source}\``;
  return `Pull limit: ${left}${window}${whose}.`;
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || /^[\da-f:]*:[\da-f:]+$/i.test(text);
}
