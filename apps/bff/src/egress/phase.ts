import { TransportError } from "@berth/registry-client";
import type { TransportErrorCode } from "@berth/registry-client";
import type { OutboundTarget, RefusalReason } from "./outbound-policy.ts";
import { abortError } from "./transport-error.ts";

/** What the steps towards one target have in common. */
export type PhaseRequest = {
  target: OutboundTarget;
  signal: AbortSignal;
  /** Told why policy refused; the error that is thrown says only that it did. */
  onRefusal: (reason: RefusalReason, address?: string) => void;
};

/** Runs one phase under its own limit and the request's signal, and names its timeout. */
export async function within<T>(
  limitMs: number,
  request: PhaseRequest,
  timeoutCode: TransportErrorCode,
  phase: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort(failure(timeoutCode, request, "ETIMEDOUT"));
  }, limitMs);
  const signal = AbortSignal.any([limit.signal, request.signal]);
  try {
    return await raceSignal(phase(signal), signal, request);
  } finally {
    clearTimeout(timer);
  }
}

function raceSignal<T>(work: Promise<T>, signal: AbortSignal, request: PhaseRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    const { name, port } = request.target.host;
    const abandon = () => {
      reject(abortError(signal, { host: name, port }));
    };
    signal.addEventListener("abort", abandon, { once: true });
    if (signal.aborted) abandon();
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", abandon);
    });
  });
}

export function refuseIf(
  reason: RefusalReason | null,
  request: PhaseRequest,
  address?: string,
): void {
  if (reason === null) return;
  request.onRefusal(reason, address);
  throw failure("refused-by-policy", request);
}

export function failure(
  code: TransportErrorCode,
  { target }: PhaseRequest,
  osCode?: string,
): TransportError {
  const { name, port } = target.host;
  return new TransportError(
    code,
    osCode === undefined ? { host: name, port } : { host: name, port, osCode },
  );
}
