/**
 * The matching rule written down a second time, from its page alone: slow, with regular expressions
 * and whole sorts, so that it is easy to see that it is right. The engine is compared with it.
 */

export interface NaiveEntry {
  readonly id: string;
  readonly pattern: string;
  readonly hosts?: NaiveRule | undefined;
}

type NaiveRule =
  | { readonly kind: "exact"; readonly hosts: readonly string[] }
  | { readonly kind: "wildcard"; readonly pattern: string };

export interface NaiveName {
  readonly host: string;
  readonly path: string;
}

const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const DOMAIN = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const COMPONENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REMOTE = new RegExp(
  `^(${COMPONENT}(?:/${COMPONENT})*)(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}))?$`,
);
const ALIASES = new Set([
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
  "www.docker.io",
  "hub.docker.com",
]);

/** Section "Image references"; null for what is refused. */
export function naiveImage(text: unknown): NaiveName | null {
  if (typeof text !== "string" || text.length > 1024) return null;
  if (/^[0-9a-f]{64}$/.test(text)) return null;
  const slash = text.indexOf("/");
  const first = slash < 0 ? "" : text.slice(0, slash);
  const hasHost =
    slash >= 0 && (first === "localhost" || /[.:]/.test(first) || first !== first.toLowerCase());
  const remote = (hasHost ? text.slice(slash + 1) : text).match(REMOTE);
  if (remote === null || text.endsWith("\n")) return null;
  const host = hasHost ? naiveHost(first) : "docker.io";
  if (host === null) return null;
  const path = remote[1] ?? "";
  const full = host === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  const tail = (hasHost ? text.slice(slash + 1) : text).slice(path.length);
  if (full.length > 255 || `${host}/${full}${tail}`.length > 1024) return null;
  return { host, path: full };
}

/** The canonical form of a written host; null where it is refused. */
function naiveHost(written: string): string | null {
  if (!DOMAIN.test(written)) return null;
  const lower = written.toLowerCase();
  const portText = /:([0-9]+)$/.exec(lower.replace(/^\[.*\]/, "host"))?.[1];
  const name = portText === undefined ? lower : lower.slice(0, -portText.length - 1);
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && (port === 0 || port > 65535)) return null;
  if (ALIASES.has(name) && (port === null || port === 443)) return "docker.io";
  if (name.startsWith("[")) {
    if (!URL.canParse(`http://${name}/`)) return null;
    const address = new URL(`http://${name}/`).hostname;
    return port === null || port === 443 ? address : `${address}:${port}`;
  }
  if (name.includes(".") || name === "localhost") {
    return port === null || port === 443 ? name : `${name}:${port}`;
  }
  return `${name}:${port ?? 443}`;
}

/** Section "Patterns"; null for what is refused. */
export function naivePattern(given: unknown): NaiveName | null {
  if (typeof given !== "string" || given.length > 1024) return null;
  const SPACE = "[\\s\\u0085\\u180e\\u200b-\\u200d\\u2060\\ufeff]";
  const trimmed = given.replace(new RegExp(`^${SPACE}+|${SPACE}+$`, "g"), "");
  if (trimmed === "" || new RegExp(SPACE).test(trimmed)) return null;
  const joined = trimmed.replace(/\*+/g, "*");
  if (/[@?{]/.test(joined) || joined.includes("://")) return null;

  let text = joined;
  if (text.endsWith(":*")) {
    const before = text.slice(0, -2);
    const isHubName = !/[.:[]/.test(before) && before !== "localhost" && before !== "";
    if (before.includes("/") || isHubName) text = before;
  }
  const slash = text.indexOf("/");
  const first = slash < 0 ? text : text.slice(0, slash);
  let host = "docker.io";
  let path = text;
  const beforePort = first.split(":")[0] ?? "";
  const isHost =
    first.startsWith("[") ||
    (slash < 0
      ? beforePort.includes(".") || beforePort === "localhost"
      : first === "localhost" || /[.:A-Z]/.test(first));
  if (isHost) {
    const canonical = naiveStarHost(first);
    if (canonical === null) return null;
    host = canonical;
    path = slash < 0 ? "*" : text.slice(slash + 1);
  } else if (slash < 0 && first.includes(":")) {
    return null;
  }
  if (!path.split("/").every(couldBeComponent)) return null;
  if (host === "docker.io" && path !== "*" && (path.split("/")[0] ?? "").includes("*")) return null;
  if (host === "docker.io" && !/[/*]/.test(path)) path = `library/${path}`;
  const canonical = `${host}/${path}`;
  if ((canonical.match(/\*/g) ?? []).length > 8 || canonical.length > 1024) return null;
  return path.replace(/\/\*$/, "").replaceAll("*", "").length > 255 ? null : { host, path };
}

/** Whether some text in the place of the stars makes this a component of an image name. */
function couldBeComponent(text: string): boolean {
  if (!/^[a-z0-9._*-]+$/.test(text)) return false;
  const fillings = ["", "a", "_a", "a_"];
  const tries = text.split("*").length - 1;
  const isComponent = new RegExp(`^${COMPONENT}$`);
  // Between two stars at most three separators stand, so each star needs only these fillings.
  const fill = (rest: string, done: string, depth: number): boolean => {
    const star = rest.indexOf("*");
    if (star < 0) return isComponent.test(done + rest);
    return fillings.some((filling) =>
      fill(rest.slice(star + 1), done + rest.slice(0, star) + filling, depth + 1),
    );
  };
  return tries > 8 ? text.length > 0 : text.replaceAll("*", "") === "" || fill(text, "", 0);
}

function naiveStarHost(written: string): string | null {
  if (!written.includes("*")) return naiveHost(written);
  if (written.startsWith("[")) return null;
  const [name = "", port] = written.split(/:(.*)/s);
  if (port?.includes("*")) return null;
  const labels = name.split(".");
  if (labels.length === 4 && labels.every((label) => /^[0-9*]+$/.test(label))) return null;
  if (labels.length < 3 || labels.slice(-2).some((label) => label.includes("*"))) return null;
  // A star behaves as a letter does: it may stand wherever one may.
  const asLetters = naiveHost(written.replaceAll("*", "q0q"));
  return asLetters === null ? null : restoreStars(written, asLetters);
}

function restoreStars(written: string, canonical: string): string {
  const port = /:[0-9]+$/.exec(canonical)?.[0] ?? "";
  const name = written.replace(/:.*$/s, "").toLowerCase();
  return name + port;
}

/** Whether a pattern, on a registry with these hosts, covers an image. */
export function naiveCovers(
  pattern: NaiveName,
  image: NaiveName,
  rule: NaiveRule | undefined,
): boolean {
  if (!hostCovers(pattern.host, image.host)) return false;
  if (rule?.kind === "exact" && !rule.hosts.some((host) => naiveHost(host) === image.host)) {
    return false;
  }
  if (rule?.kind === "wildcard") {
    const wildcard = rule.pattern.includes("*")
      ? naiveStarHost(rule.pattern)
      : naiveHost(rule.pattern);
    if (wildcard === null || !hostCovers(wildcard, image.host)) return false;
  }
  if (pattern.path === "*") return true;
  if (!pattern.path.endsWith("/*")) return textCovers(pattern.path, image.path, ".*");
  const base = pattern.path.slice(0, -2);
  const parents = image.path.split("/").map((_, i, parts) => parts.slice(0, i + 1).join("/"));
  return parents.some((parent) => textCovers(base, parent, ".*"));
}

function hostCovers(pattern: string, host: string): boolean {
  return textCovers(pattern, host, "[^.]+");
}

function textCovers(pattern: string, text: string, star: string): boolean {
  const escaped = pattern.replace(/[.[\]\\-]/g, "\\$&").replaceAll("*", star);
  return new RegExp(`^${escaped}$`).test(text);
}

/** Section "Which pattern wins": everything that matches, first one first. */
export function naiveCandidates(entries: readonly NaiveEntry[], text: unknown): NaiveEntry[] {
  const image = naiveImage(text);
  if (image === null) return [];
  return entries
    .flatMap((entry) => {
      const pattern = naivePattern(entry.pattern);
      const matches = pattern !== null && naiveCovers(pattern, image, entry.hosts);
      return matches ? [{ entry, key: orderKey(pattern, entry.id) }] : [];
    })
    .toSorted((a, b) => compareKeys(a.key, b.key))
    .map(({ entry }) => entry);
}

/** Smaller is earlier, element by element. */
function orderKey(pattern: NaiveName, id: string): (number | string)[] {
  const { host, path } = pattern;
  const counted = path === "*" ? "" : path.replace(/\/\*$/, "");
  const beforeStar = counted.split("*")[0] ?? "";
  const literal = counted.replaceAll("*", "");
  const isExact = !path.includes("*");
  const isBelow = !isExact && !counted.includes("*");
  return [
    host.includes("*") ? 1 : 0,
    host.includes("*") ? -host.replaceAll("*", "").length : 0,
    -beforeStar.length,
    isExact ? 0 : isBelow ? 1 : 2,
    -literal.length,
    `${host}/${path}`,
    id,
  ];
}

function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? "";
    if (x < y) return -1;
    if (x > y) return 1;
  }
  return 0;
}
