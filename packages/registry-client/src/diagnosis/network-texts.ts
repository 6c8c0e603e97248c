import { findingText as text, hostName, isWorker, placeOf, said } from "./finding-text.ts";
import type { FindingText } from "./finding.ts";

/** A registry that can't be reached. */
export const networkTexts = {
  "DNS-NONE": text("unreachable", "trouble", {
    symptom: (n) => `\`${hostName(n.target)}\` doesn't exist in DNS.`,
    causes: (n) => [
      "The name is misspelled or the registry was deleted.",
      `The name exists only in a private network that ${n.asker} can't see.`,
    ],
    remedies: (n) => [
      `Check the spelling of \`${hostName(n.target)}\`.`,
      isWorker(n)
        ? "If it is a private name, check which name server the worker asks."
        : "If it is a private name, run the check from a worker.",
    ],
  }),
  "DNS-TEMPORARY": text("unreachable", "trouble", {
    symptom: (n) => `\`${hostName(n.target)}\` couldn't be looked up just now.`,
    causes: (n) => [`The name server of ${n.asker} didn't answer.`],
    remedies: (n) => [
      "Try again in a minute.",
      `If it stays, check the name server of ${n.asker}.`,
    ],
  }),
  "NET-TIMEOUT": text("unreachable", "trouble", {
    symptom: (n) => `No answer from ${placeOf(n)}.`,
    causes: (n) => [
      `A firewall between ${n.asker} and the registry drops the connection.`,
      "The port is wrong, or the registry can be reached only from another network.",
    ],
    remedies: (n) => [
      `Allow outgoing connections to ${placeOf(n)}.`,
      ...(isWorker(n) ? [] : ["If the registry is private, run the check from a worker."]),
    ],
  }),
  "NET-REFUSED": text("unreachable", "trouble", {
    symptom: (n) => `${placeOf(n)} refused the connection.`,
    causes: () => [
      "The port is wrong, or a firewall rejects the connection.",
      "The registry is down.",
    ],
    remedies: (n) => [`Check the port of \`${n.target}\`.`, "Check that the registry is running."],
  }),
  "NET-UNREACHABLE": text("unreachable", "trouble", {
    symptom: (n) => `There is no route from ${n.asker} to ${placeOf(n)}.`,
    causes: () => ["The registry can be reached only from another network."],
    remedies: (n) => [
      isWorker(n)
        ? "Connect the worker to that network."
        : "Connect the Berth server to that network, or run the check from a worker.",
    ],
  }),
  "NET-RESET": text("unreachable", "trouble", {
    symptom: (n) => `${placeOf(n)} closed the connection before it answered.`,
    causes: () => [
      "The registry or a proxy in front of it is in trouble.",
      "A firewall cut the connection.",
    ],
    remedies: () => [
      "Try again in a minute.",
      "If it stays, ask who runs the registry or the network.",
    ],
  }),
  "NO-ANSWER": text("unreachable", "trouble", {
    symptom: (n) => `${placeOf(n)} took the connection, but didn't answer in time.`,
    causes: () => ["The registry is overloaded or hangs."],
    remedies: () => ["Try again in a minute.", "If it stays, look at the registry's own state."],
  }),
  "OUT-OF-TIME": text("unreachable", "trouble", {
    symptom: (n) => `The check wasn't done after ${n.seconds} s.`,
    causes: () => ["The registry, or the network on the way to it, is slow."],
    remedies: () => ["Try again in a minute."],
  }),
  PROXY: text("unreachable", "trouble", {
    symptom: (n) => `The egress proxy didn't let the request to \`${n.target}\` through.`,
    causes: () => ["The proxy asks for a sign-in, or its allow-list lacks this host."],
    remedies: (n) => [
      `Allow \`${n.target}\` in the proxy, together with the registry's token and layer hosts.`,
      isWorker(n)
        ? "Check the proxy's user name and password in the worker's `HTTPS_PROXY`."
        : "Check the proxy's user name and password in the operator's settings.",
    ],
  }),
  "PROXY-AWAY": text("unreachable", "trouble", {
    symptom: (n) => `The egress proxy can't be reached, so neither can \`${n.target}\`.`,
    causes: () => ["The proxy's address is wrong, or the proxy is down."],
    remedies: (n) => [
      isWorker(n)
        ? "Check the address in the worker's `HTTPS_PROXY`, and that the proxy runs."
        : "Check the proxy's address in the operator's settings, and that it runs.",
      ...(isWorker(n) ? [`If \`${n.target}\` needs no proxy, add it to \`NO_PROXY\`.`] : []),
    ],
  }),
  "IP-BLOCKED": text("unreachable", "trouble", {
    symptom: (n) => `The registry refuses connections from this network${said(n)}`,
    causes: (n) => [
      n.refusedAddress === null
        ? `The registry's firewall doesn't list the address of ${n.asker}.`
        : `The registry's firewall doesn't list ${n.refusedAddress}, the address of ${n.asker}.`,
    ],
    remedies: (n) => [
      `Add ${n.refusedAddress ?? `the outgoing address of ${n.asker}`} to the registry's allowed addresses.`,
      isWorker(n)
        ? "The Berth server needs the same for its own address."
        : "Workers need the same for their own addresses.",
    ],
  }),
} as const satisfies Readonly<Record<string, FindingText>>;
