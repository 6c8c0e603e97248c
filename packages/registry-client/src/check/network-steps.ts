import { dayInWords } from "@berth/registry-catalog";
import type { NetworkEvent, TransportErrorCode } from "../transport.ts";
import type { StepLog } from "./step-log.ts";
import { failureInWords, plural } from "./wording.ts";

/**
 * Turns what the transport tells about the first request to the registry into the steps DNS and
 * Connect; later requests show their network under their own step.
 */
export class NetworkSteps {
  readonly #steps: StepLog;
  readonly #host: string;
  readonly #encrypted: boolean;
  readonly #onConnected: () => void;

  constructor(steps: StepLog, host: string, encrypted: boolean, onConnected: () => void) {
    this.#steps = steps;
    this.#host = host;
    this.#encrypted = encrypted;
    this.#onConnected = onConnected;
    steps.start("dns", `Looking up ${host}`);
  }

  readonly onNetwork = (event: NetworkEvent): void => {
    const evidence = [{ kind: "network" as const, event }];
    if (event.kind === "dns") {
      const count = plural(event.addresses.length, "address", "addresses");
      this.#steps.end(
        "dns",
        "passed",
        `${count} in ${Math.round(event.durationMs)} ms`,
        evidence,
        event.durationMs,
      );
      this.#steps.start("connect", `Connecting to ${this.#host}`);
    } else if (event.kind === "reused") {
      this.#steps.end(
        "dns",
        "skipped",
        "A connection to this registry was already open.",
        evidence,
      );
      this.#steps.end(
        "connect",
        "skipped",
        "A connection to this registry was already open.",
        evidence,
      );
      this.#onConnected();
    } else if (event.kind === "resent") {
      this.#steps.start("dns", `Looking up ${this.#host}`);
      this.#steps.add("dns", { kind: "network", event: { kind: "reused" } }, ...evidence);
    } else {
      this.#connected(event);
    }
  };

  /** Call when the request is over: with the failure, or null when an answer came. */
  finish(failure: TransportErrorCode | null): void {
    if (failure !== null && isBelowHttp(failure)) {
      const text = failureInWords(failure, this.#host);
      if (this.#steps.isRunning("dns") && !isNameFailure(failure)) this.#skipDns();
      this.#steps.end(this.#steps.isRunning("dns") ? "dns" : "connect", "failed", text);
      return;
    }
    this.#skipDns();
    const connecting = this.#steps.isRunning("connect") || !this.#steps.hasEnded("connect");
    if (connecting) this.#steps.end("connect", "passed", "Connected.");
    this.#onConnected();
  }

  #connected(event: Extract<NetworkEvent, { kind: "connect" | "tls" }>): void {
    this.#skipDns();
    this.#steps.start("connect", `Connecting to ${this.#host}`);
    this.#steps.add("connect", { kind: "network", event });
    if (event.kind === "tls") {
      this.#steps.end(
        "connect",
        "passed",
        `Certificate valid until ${dayInWords(Date.parse(event.validTo))}`,
      );
      this.#onConnected();
    } else if (!this.#encrypted) {
      this.#steps.end(
        "connect",
        "warning",
        "Connected without encryption, as the operator allows.",
      );
      this.#onConnected();
    }
  }

  #skipDns(): void {
    if (this.#steps.isRunning("dns")) this.#steps.end("dns", "skipped", "Nothing to look up.");
  }
}

/** Did the request fail before anything could be said over HTTP? */
function isBelowHttp(code: TransportErrorCode): boolean {
  return (
    isNameFailure(code) ||
    code.startsWith("tls-") ||
    code.startsWith("connect-") ||
    ["unreachable", "http-only", "proxy", "proxy-away"].includes(code)
  );
}

function isNameFailure(code: TransportErrorCode): boolean {
  return code.startsWith("dns-") || code === "bad-host" || code === "refused-by-policy";
}
