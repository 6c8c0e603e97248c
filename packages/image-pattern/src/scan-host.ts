import { HASH_START, hashNext, hashText } from "./hash.ts";
import { canonicalHost, HUB_ALIASES } from "./host.ts";
import { fail, HUB, scan, startHost, startHub, TEXT_MAX } from "./image-scan.ts";
import { ALPHANUMERIC, CLASSES, DOT, END, HYPHEN, START, STOP, stepsOf } from "./scan-steps.ts";

// label = [a-z0-9] ( [a-z0-9-]* [a-z0-9] )?, joined by dots: what a canonical host name looks like.
const INNER_HYPHEN = 2;
const HOST_STEPS = stepsOf([
  [START, ALPHANUMERIC, END],
  [END, ALPHANUMERIC, END],
  [END, HYPHEN, INNER_HYPHEN],
  [END, DOT, START],
  [INNER_HYPHEN, ALPHANUMERIC, END],
  [INNER_HYPHEN, HYPHEN, INNER_HYPHEN],
]);
const HUB_NAME_HASH = hashText(HUB, 0, HUB.length, HASH_START);
const ALIAS_HASHES = HUB_ALIASES.map((name) => hashText(name, 0, name.length, HASH_START));

/**
 * Reads what stands before the first slash. It is a host when it is `localhost` or holds a dot, a
 * colon or a capital letter. Hosts in canonical form are recognised and hashed in one loop; all
 * others go through `canonicalHost`.
 */
export function scanHost(text: string): void {
  // Imported bindings are read anew each time; locals are not.
  const steps = HOST_STEPS;
  const classes = CLASSES;
  const start = START;
  const stop = STOP;
  let hash = HASH_START;
  let state = START;
  let hasDot = false;
  let i = 0;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const next = steps[state * 8 + (classes[unit] as number)] as number;
    if (next === stop) break;
    if (next === start) hasDot = true;
    state = next;
    hash = hashNext(hash, unit);
  }
  const slash = text.charCodeAt(i) === 47 ? i : text.indexOf("/", i);
  if (slash < 0) return startHub(0, true);
  if (state !== END) return scanOdd(text, slash);
  if (slash > i) {
    if (!isPlainPort(text, i, slash)) return scanOdd(text, slash);
    return startHost(text, slash, slash, hashText(text, i, slash, hash));
  }
  if (!hasDot) {
    if (text.startsWith("localhost/")) startHost(text, slash, slash, hash);
    else startHub(0, false);
  } else if (hash === HUB_NAME_HASH && slash === HUB.length && text.startsWith(HUB)) {
    startHub(slash + 1, text.indexOf("/", slash + 1) < 0);
  } else if (isAlias(text, slash, hash)) {
    scanOdd(text, slash);
  } else {
    startHost(text, slash, slash, hash);
  }
}

/** Whether a colon and a port follow that canonical text could hold here: 443 may have to go. */
function isPlainPort(text: string, colon: number, end: number): boolean {
  if (text.charCodeAt(colon) !== 58) return false;
  const start = colon + 1;
  if (end === start || end - start > 5 || text.charCodeAt(start) === 48) return false;
  let port = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return false;
    port = port * 10 + digit;
  }
  return port <= 65_535 && port !== 443;
}

/** All of Docker Hub's other names end in `docker.io` or `docker.com`. */
function isAlias(text: string, end: number, hash: number): boolean {
  const isSuspect = text.charCodeAt(end - 9) === 100 || text.charCodeAt(end - 10) === 100;
  return isSuspect && ALIAS_HASHES.includes(hash);
}

/** A host that is not written canonically, or a first part that is no host. */
function scanOdd(text: string, slash: number): void {
  if (slash === 0) {
    fail("empty-component", 0);
    return;
  }
  const written = text.slice(0, slash);
  // `toLowerCase` also knows capital letters beyond ASCII; those make a host, and an invalid one.
  const isHost = /[.:]/.test(written) || written.toLowerCase() !== written;
  if (!isHost) return startHub(0, false);
  const host = canonicalHost(written);
  if (!host.ok) {
    fail(host.code, host.at);
    return;
  }
  if (host.host.length + text.length - slash > TEXT_MAX) {
    fail("too-long", TEXT_MAX);
    return;
  }
  if (host.host === HUB) {
    startHub(slash + 1, text.indexOf("/", slash + 1) < 0);
  } else {
    const prefix = `${host.host}/`;
    startHost(prefix, host.host.length, slash, hashText(prefix, 0, host.host.length, HASH_START));
  }
  scan.hostChanges = host.changes;
}
