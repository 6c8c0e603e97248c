import { canonicalHost, type HostErrorCode } from "@berth/image-pattern";
import type { Notice, Problem } from "../issue.ts";
import { findHidden } from "../text/hidden.ts";
import { decodePunycode } from "../text/punycode.ts";
import { tidyEnds } from "../text/tidy.ts";
import { checkHostName } from "./host-name.ts";

export interface CleanHostOptions {
  /** Take `http://` away instead of refusing it: only where plain text was chosen. */
  readonly allowHttp?: boolean | undefined;
  /** Let `*` stand in the host; whether it may mean anything there is the registry type's business. */
  readonly allowStar?: boolean | undefined;
}

export type HostResult =
  | {
      readonly ok: true;
      /** `host[:port]` exactly as canonical image names carry it. */
      readonly host: string;
      /** What stood behind the host and was removed, such as `/team/app:v2`; "" if nothing did. */
      readonly rest: string;
      readonly notices: readonly Notice[];
    }
  | ({ readonly ok: false } & Problem);

const textLengthMax = 1024;

/**
 * Turns what people paste into a host field into `host[:port]`. Everything that is removed is said;
 * whatever could make two programs read two different hosts is refused. Messages never repeat what
 * stood before an `@`.
 */
export function cleanHost(text: string, options: CleanHostOptions = {}): HostResult {
  if (text.length > textLengthMax) {
    return problem(
      "too-long",
      "That is far too long for a host. Enter something like `registry.example.com`.",
    );
  }
  const tidy = tidyEnds(text, { docker: true, quotes: true });
  const notices: Notice[] = [...tidy.notices];
  let at = tidy.at;
  let rest = tidy.text;

  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(rest);
  if (scheme !== null) {
    const name = (scheme[1] ?? "").toLowerCase();
    if (name === "http" && options.allowHttp !== true) {
      return problem(
        "plain-http",
        "`http://` sends passwords unencrypted, so it is not accepted here. Enter the host without it to use HTTPS.",
        at,
      );
    }
    if (!removableSchemes.has(name)) {
      return problem(
        "scheme",
        "A registry is reached over HTTPS. Enter only its host, such as `registry.example.com`.",
        at,
      );
    }
    notices.push({
      code: "scheme-removed",
      message: `Removed '${name}://'. Image references don't include it.`,
    });
    at += scheme[0].length;
    rest = rest.slice(scheme[0].length);
  }

  const slash = rest.indexOf("/");
  const written = slash === -1 ? rest : rest.slice(0, slash);
  const tail = slash === -1 ? "" : rest.slice(slash);
  const trouble = forbidden(written, at) ?? forbiddenTail(tail, at + written.length);
  if (trouble !== null) return trouble;
  if (tail === "/") {
    notices.push({ code: "slash-removed", message: "Removed the '/' at the end." });
  } else if (tail !== "") {
    notices.push({
      code: "path-removed",
      message: `Removed '${shorten(tail)}'. Only the host belongs here.`,
    });
  }

  const lower = written.toLowerCase();
  if (lower !== written) {
    notices.push({
      code: "lower-cased",
      message: "Host names are compared in lower case, so this one was put in lower case.",
    });
  }
  const host = withoutRootDot(lower);
  if (host !== lower) {
    notices.push({
      code: "dot-removed",
      message: "Removed the '.' at the end of the name. Image references don't include it.",
    });
  }
  const name = checkHostName(host, options.allowStar === true);
  if (!name.ok) return { ...name, at: name.at === undefined ? at : at + name.at };
  const canonical = canonicalHost(host, options.allowStar === true);
  if (!canonical.ok) return problem("bad-host", refusal(canonical.code), at + canonical.at);
  notices.push(...changeNotices(host, canonical.host), ...punycodeNotices(canonical.host));
  return { ok: true, host: canonical.host, rest: tail === "/" ? "" : tail, notices };
}

const removableSchemes = new Set(["https", "http", "docker", "oci"]);

/** Characters that end or move the host in some parser. Checked before anything is interpreted. */
function forbidden(written: string, at: number): HostResult | null {
  if (written === "")
    return problem("empty", "Enter the registry's host, such as `registry.example.com`.", at);
  const user = written.lastIndexOf("@");
  if (user !== -1) {
    return problem(
      "user-in-host",
      "There is an `@` in the host. A user name and password don't belong here; you enter them in step 3.",
      at + user,
    );
  }
  const hidden = findHidden(written);
  if (hidden !== null) {
    return problem(
      "hidden-character",
      `There is an invisible character (${hidden.name}) inside the host. Type the host instead of pasting it.`,
      at + hidden.at,
    );
  }
  const space = written.search(/\s/);
  if (space !== -1) {
    return problem(
      "space-inside",
      "There is a space inside. Enter only the host, such as `registry.example.com`.",
      at + space,
    );
  }
  const foreign = written.search(/[^\x20-\x7e]/);
  if (foreign !== -1) {
    return problem(
      "not-ascii",
      "Host names in image references are written in plain letters. Enter an international name in its `xn--` form.",
      at + foreign,
    );
  }
  const odd = written.search(/[\\?#%]/);
  if (odd !== -1) {
    return problem("bad-character", `A host can't contain \`${written.charAt(odd)}\`.`, at + odd);
  }
  return null;
}

/** Behind the host only what an image reference could hold is taken away; the rest is no accident. */
function forbiddenTail(tail: string, at: number): HostResult | null {
  const plain =
    /^(?:\/[A-Za-z0-9_*-][A-Za-z0-9._*-]*)*\/?(?::[A-Za-z0-9._*-]+)?(?:@sha\d+:[0-9a-f]+)?$/;
  if (plain.test(tail)) return null;
  return problem(
    "bad-path",
    "What stands behind the host can't be read. Enter only the host, such as `registry.example.com`.",
    at,
  );
}

function withoutRootDot(host: string): string {
  return host.replace(/^([^[\]]*[^.[\]])\.(?=$|:)/, "$1");
}

/** The image grammar has the last word on what is a host. */
function refusal(code: HostErrorCode): string {
  if (code === "ipv6") return "The part in brackets is not an IPv6 address.";
  if (code.startsWith("host-star")) {
    return "`*` can't stand in the last two parts of a host, nor in an address. Use it as in `*.art.example.com`.";
  }
  return "This can't be a registry's host. Enter something like `registry.example.com` or `registry.example.com:5000`.";
}

function changeNotices(written: string, canonical: string): Notice[] {
  if (written === canonical) return [];
  if (canonical === "docker.io") {
    return [
      {
        code: "hub-alias",
        message: "That is Docker Hub's server, but image names use `docker.io`.",
      },
    ];
  }
  if (canonical === `${written}:443`) {
    return [
      {
        code: "port-added",
        message: `Added ':443'. Without a port, Docker reads '${written}/…' as a user on Docker Hub.`,
      },
    ];
  }
  if (written === `${canonical}:443`) {
    return [
      {
        code: "port-removed",
        message: "Removed ':443'. It is the standard port and image names leave it out.",
      },
    ];
  }
  return [
    { code: "rewritten", message: `Written as '${canonical}', the form that image names use.` },
  ];
}

function punycodeNotices(host: string): Notice[] {
  if (!/(?:^|\.)xn--/.test(host)) return [];
  const shown = host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decodePunycode(label.slice(4)) ?? label) : label))
    .join(".");
  return [
    {
      code: "international",
      message: `This name is written in coded letters and reads '${shown}'. Make sure it isn't a look-alike of the one you mean.`,
    },
  ];
}

function shorten(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}

function problem(code: string, message: string, at?: number): { ok: false } & Problem {
  return { ok: false, code, message, at };
}
