import type { WorkerSelf } from "@berth/api-contract";
import { formatDuration } from "../amount.ts";
import { exitCode } from "../exit-code.ts";
import { TokenLimited, type Failure } from "../failure.ts";
import type { Finding } from "./finding.ts";

const dayMs = 86_400_000;
const soonDays = 7;
/** Tokens of registries are often good for minutes; a clock that is wrong by more makes them look spent. */
const skewMaxMs = 60_000;

/** What Berth's answer says. `nowMs` is this machine's clock when the answer came. */
export function berthFindings(url: string, self: WorkerSelf, nowMs: number): Finding[] {
  return [
    { id: "berth", status: "pass", message: `answers at ${url}`, advice: null },
    tokenFinding(self),
    projectFinding(self),
    clockFinding(nowMs - Date.parse(self.serverTime)),
  ];
}

/** What it says that there is no answer. `skewMs`: how far this clock is ahead, where Berth told its own. */
export function failureFindings(url: string, failure: Failure, skewMs: number | null): Finding[] {
  const rejected = failure.code === exitCode.tokenRejected;
  const reached: Finding = rejected
    ? { id: "berth", status: "pass", message: `answers at ${url}`, advice: null }
    : {
        id: "berth",
        status: "fail",
        message: failure.message,
        advice:
          "Check BERTH_URL, and that this machine may reach it: DNS, firewall, proxy, certificates.",
      };
  const token: Finding = rejected
    ? {
        id: "token",
        status: "fail",
        message: failure.message,
        advice:
          failure instanceof TokenLimited
            ? null
            : "Make sure that all of it arrived here, without a part of another line.",
      }
    : skipped("token");
  const clock = rejected && skewMs !== null ? clockFinding(skewMs) : skipped("clock");
  return [reached, token, skipped("project"), clock];
}

function tokenFinding({ token, organization, serverTime }: WorkerSelf): Finding {
  const days = Math.floor((Date.parse(token.expiresAt) - Date.parse(serverTime)) / dayMs);
  const left = days === 1 ? "1 day" : `${days} days`;
  const message = `'${token.name}' (${token.prefix}…) of ${organization.name}, ${left} left`;
  if (!token.actions.includes("pull")) {
    const may = token.actions.map((action) => `"${action}"`).join(" and ");
    return {
      id: "token",
      status: "warn",
      message: `${message}; it may do ${may} only, and no pull`,
      advice: "Ask an admin for a worker token that may pull, if this machine is to pull.",
    };
  }
  const soon = days < soonDays;
  return {
    id: "token",
    status: soon ? "warn" : "pass",
    message,
    advice: soon ? "Ask an admin for the next worker token; two may overlap." : null,
  };
}

function projectFinding({ project }: WorkerSelf): Finding {
  if (project.kind === "refused") {
    const advice = "Name another project, or ask an admin for a token with a default project.";
    return { id: "project", status: "fail", message: project.message, advice };
  }
  if (project.kind === "none") {
    const message = "none named; the token may pull for any";
    return { id: "project", status: "pass", message, advice: null };
  }
  const personal = project.ownerKind === "person";
  return {
    id: "project",
    status: personal ? "warn" : "pass",
    message: `'${project.name}'${personal ? ", a personal project: it gets no credential of the organization" : ""}`,
    advice: personal ? "Pull for a project that the organization owns." : null,
  };
}

function clockFinding(skewMs: number): Finding {
  if (Math.abs(skewMs) <= skewMaxMs) {
    return { id: "clock", status: "pass", message: "agrees with Berth's", advice: null };
  }
  const side = skewMs > 0 ? "ahead of" : "behind";
  return {
    id: "clock",
    status: "fail",
    message: `${formatDuration(Math.abs(skewMs))} ${side} Berth's`,
    advice: "Set this machine's clock (NTP): certificates and tokens are held against it.",
  };
}

function skipped(id: "token" | "project" | "clock"): Finding {
  return { id, status: "skip", message: "can't be told without an answer of Berth", advice: null };
}
