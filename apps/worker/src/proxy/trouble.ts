import { readErrorBody, type Redactor } from "@berth/registry-client";
import { plainText } from "../plain-text.ts";

/** Why the registry gave less than was asked for, as one sentence for the log and for Berth. */
export type Trouble = { message: string; status: number | null };

/** What was asked for when it went wrong. */
export type Subject = "manifest" | "layer" | "token";

/** How the pull is signed in, which decides what a refusal can mean. */
export type AccessKind = "anonymous" | "credential";

export type StatusFacts = {
  status: number;
  subject: Subject;
  /** Who answered, as host[:port]. */
  host: string;
  /** `host/path` of the image, and its tag or digest. */
  name: string;
  reference: string;
  access: AccessKind;
  /** The answer's body, as far as it was read. */
  body: Uint8Array;
  contentType: string | undefined;
  redactor: Redactor;
};

/** Says what an unsuccessful status means, and no more than it can mean. */
export function statusTrouble(facts: StatusFacts): Trouble {
  const { status, host } = facts;
  const said = saidBy(facts);
  return { status, message: `${meaningOf(facts)} (${host} answered ${status}${said}).` };
}

function meaningOf({ status, subject, host, name, reference, access }: StatusFacts): string {
  if (status === 429) return `${host} limits how often it may be asked`;
  if (status >= 500) return `${host} has a fault of its own`;
  if (subject === "token" && (status === 401 || status === 403)) {
    return access === "anonymous"
      ? `${host} gives no token without a sign-in`
      : `${host} rejected the credential`;
  }
  if (status === 401) {
    return access === "anonymous"
      ? `${name} can't be pulled without a sign-in: it is private or doesn't exist`
      : `${host} doesn't accept the credential for ${name}: ${unlessMissing("it is wrong, has run out or doesn't cover it")}`;
  }
  if (status === 403) {
    return access === "anonymous"
      ? `${name} can't be pulled without a sign-in: it is private or doesn't exist`
      : `The credential may not pull ${name}: ${unlessMissing("it doesn't cover it")}`;
  }
  if (status === 404) {
    return subject === "manifest"
      ? `${name} has nothing under ${reference}, or the registry hides it`
      : `A part of ${name} is missing`;
  }
  return `${host} refused the request`;
}

/** Several registries answer for what isn't there as they do for what isn't allowed. */
function unlessMissing(reason: string): string {
  return `${reason}, or there is no such repository`;
}

/** The first thing a registry says about its refusal, such as `: MANIFEST_UNKNOWN manifest unknown`. */
function saidBy({ body, contentType, redactor }: StatusFacts): string {
  const [first] = readErrorBody(body, contentType ?? null, redactor).entries;
  if (first === undefined) return "";
  const text = [first.code, first.message].filter((part) => part !== undefined && part !== "");
  return text.length === 0 ? "" : `: ${plainText(text.join(" "), 200)}`;
}
