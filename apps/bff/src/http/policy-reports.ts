import type { Hono } from "hono";
import { z } from "zod";
import type { Logger } from "../log.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { badRequest } from "../services/errors.ts";
import type { HttpEnv } from "./http-env.ts";
import { policyDirectives, reportsPath, type PolicyDirective } from "./policy-report-facts.ts";
import { readJsonBody, strangersBytesMax } from "./read-body.ts";

/** Anybody may send reports, so that a log tells of some and the metric counts the rest. */
const linesPerMinute = 10;
const minuteMs = 60_000;
/** More than a browser has to say at once. */
const reportsMax = 20;

// What browsers send for `report-uri`, and for `report-to`.
const oldSchema = z.object({
  "csp-report": z.object({
    "effective-directive": z.string().optional(),
    "violated-directive": z.string().optional(),
    "blocked-uri": z.string().optional(),
  }),
});
const newSchema = z.array(
  z.object({
    type: z.string(),
    body: z.object({ effectiveDirective: z.string(), blockedURL: z.string().nullish() }).optional(),
  }),
);

/** Where browsers tell that they stopped something which the content security policy forbids. */
export function mountPolicyReports(
  app: Hono<HttpEnv>,
  { metrics, log, clock }: { metrics: Metrics; log: Logger; clock: () => number },
): void {
  const window = { begunAt: 0, lines: 0 };
  const mayLog = () => {
    const now = clock();
    if (now - window.begunAt >= minuteMs) Object.assign(window, { begunAt: now, lines: 0 });
    window.lines += 1;
    return window.lines <= linesPerMinute;
  };

  app.post(reportsPath, async (c) => {
    c.set("route", reportsPath);
    for (const { directive, host } of read(
      await readJsonBody(c.req.raw, isReport, strangersBytesMax),
    )) {
      metrics.policyViolated({ directive });
      if (mayLog()) {
        log.warn(
          { code: directive, host },
          "a browser stopped what the content security policy forbids",
        );
      }
    }
    return c.body(null, 204);
  });
}

type Violation = { directive: PolicyDirective | "other"; host: string };

function read(body: unknown): Violation[] {
  const old = oldSchema.safeParse(body);
  if (old.success) {
    const report = old.data["csp-report"];
    const directive = report["effective-directive"] ?? report["violated-directive"] ?? "";
    return [{ directive: knownDirective(directive), host: blockedHost(report["blocked-uri"]) }];
  }
  const several = newSchema.safeParse(body);
  if (!several.success) throw badRequest("This is not a report of a content security policy.");
  return several.data.slice(0, reportsMax).flatMap(({ type, body: report }) =>
    type === "csp-violation" && report !== undefined
      ? [
          {
            directive: knownDirective(report.effectiveDirective),
            host: blockedHost(report.blockedURL),
          },
        ]
      : [],
  );
}

function knownDirective(text: string): Violation["directive"] {
  // An old browser writes the directive with its sources.
  const [name] = text.split(" ");
  return policyDirectives.find((one) => one === name) ?? "other";
}

/** Of the address that was to be loaded its host alone: what stands behind it may be a secret, or a stranger's text. */
function blockedHost(address: string | null | undefined): string {
  if (address === null || address === undefined) return "unknown";
  if (/^[a-z-]{1,30}$/.test(address)) return address;
  const { hostname = "" } = URL.parse(address) ?? {};
  return /^[a-z0-9.:[\]-]{1,253}$/.test(hostname) ? hostname : "unknown";
}

function isReport(contentType: string): boolean {
  return /^application\/(?:csp-report|reports\+json)(?:\s*;.*)?$/i.test(contentType);
}
