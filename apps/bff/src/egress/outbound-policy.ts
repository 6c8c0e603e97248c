import ipaddr from "ipaddr.js";
import type { CanonicalHost } from "./canonical-host.ts";
import type { AddressClassifier } from "./classify-address.ts";
import { nameKind } from "./host-name-rule.ts";
import type { OutboundEntry } from "./parse-outbound-allow.ts";
import { isRegistryPort } from "./port-rule.ts";

export type OutboundTarget = { scheme: "https" | "http"; host: CanonicalHost };

/** Why a destination is refused. For the operator's log; users see one text for all of them. */
export type RefusalReason =
  | "local-name"
  | "loopback-name"
  | "metadata-name"
  | "port"
  | "plain-text"
  | "private-address"
  | "loopback-address"
  | "closed-address"
  | "own-endpoint"
  | "too-many-addresses"
  | "other-peer";

export type OutboundPolicy = {
  /** Judges what is known without DNS. Null means it may be resolved. */
  judgeTarget: (target: OutboundTarget) => RefusalReason | null;
  /** Judges one address the target resolved to. Null means it may be dialled. */
  judgeAddress: (target: OutboundTarget, address: string) => RefusalReason | null;
  /** `http` where the operator marked this host with `;http`, else `https`. */
  schemeOf: (host: CanonicalHost) => "https" | "http";
};

/**
 * https to public addresses at a registry's port, plus what the operator's entries add.
 * Holds no state: the same question always has the same answer.
 */
export function createOutboundPolicy(
  entries: readonly OutboundEntry[],
  classifier: AddressClassifier,
): OutboundPolicy {
  return {
    judgeTarget: (target) => {
      const { host, scheme } = target;
      const nameRefusal =
        host.kind === "name"
          ? judgeName(host, entries)
          : judgeKind(host, host.name, entries, classifier);
      if (nameRefusal !== null) return nameRefusal;
      if (!mayUsePort(target, entries)) return "port";
      if (scheme === "http" && !maySpeakPlainText(host, entries)) return "plain-text";
      return null;
    },
    judgeAddress: ({ host }, address) => judgeKind(host, address, entries, classifier),
    schemeOf: (host) => (maySpeakPlainText(host, entries) ? "http" : "https"),
  };
}

function judgeName(host: CanonicalHost, entries: readonly OutboundEntry[]): RefusalReason | null {
  const kind = nameKind(host.name);
  if (kind === "metadata") return "metadata-name";
  if (kind === "loopback" && !listsPort(host, entries)) return "loopback-name";
  return kind === "local" && !lists(host, entries) ? "local-name" : null;
}

function judgeKind(
  host: CanonicalHost,
  address: string,
  entries: readonly OutboundEntry[],
  classifier: AddressClassifier,
): RefusalReason | null {
  const kind = classifier(address);
  if (kind === "public") return null;
  if (kind === "private") {
    const open = lists(host, entries) || inNetwork(address, entries) !== undefined;
    return open ? null : "private-address";
  }
  if (kind === "loopback") {
    // A name that merely resolves to loopback was pointed there by its owner, not by the operator.
    const open = isLoopbackAsWritten(host, address) && listsPort(host, entries);
    return open ? null : "loopback-address";
  }
  return "closed-address";
}

function isLoopbackAsWritten(host: CanonicalHost, address: string): boolean {
  return host.kind === "name" ? nameKind(host.name) === "loopback" : host.name === address;
}

function mayUsePort({ host, scheme }: OutboundTarget, entries: readonly OutboundEntry[]): boolean {
  if (isRegistryPort(host.port) || listsPort(host, entries)) return true;
  return scheme === "http" && host.port === 80 && maySpeakPlainText(host, entries);
}

function maySpeakPlainText(host: CanonicalHost, entries: readonly OutboundEntry[]): boolean {
  return (
    entries.some((entry) => entry.plainText && matchesHost(entry, host)) ||
    // Decided before DNS, so a network speaks plain text only to addresses written out.
    (host.kind !== "name" && inNetwork(host.name, entries)?.plainText === true)
  );
}

function lists(host: CanonicalHost, entries: readonly OutboundEntry[]): boolean {
  return entries.some((entry) => matchesHost(entry, host));
}

function listsPort(host: CanonicalHost, entries: readonly OutboundEntry[]): boolean {
  return entries.some(
    (entry) => entry.kind === "host" && entry.port === host.port && matchesHost(entry, host),
  );
}

function matchesHost(entry: OutboundEntry, host: CanonicalHost): boolean {
  return (
    entry.kind === "host" &&
    entry.name === host.name &&
    (entry.port === null || entry.port === host.port)
  );
}

function inNetwork(
  text: string,
  entries: readonly OutboundEntry[],
): Extract<OutboundEntry, { kind: "network" }> | undefined {
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  const containing = entries
    .filter((entry) => entry.kind === "network")
    .filter(({ network }) => {
      const [first, prefix] = network;
      return first.kind() === address.kind() && address.match(first, prefix);
    });
  return containing.find((entry) => entry.plainText) ?? containing[0];
}
