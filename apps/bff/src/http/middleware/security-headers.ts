import { reportsPath } from "../policy-report-facts.ts";
import type { Step } from "./before.ts";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  `report-uri ${reportsPath}`,
].join("; ");

const dataPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";

const policyName = "Content-Security-Policy";

const headers: ReadonlyArray<readonly [string, string]> = [
  [policyName, contentSecurityPolicy],
  ["X-Content-Type-Options", "nosniff"],
  ["X-Frame-Options", "DENY"],
  ["Referrer-Policy", "no-referrer"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
];

/** What every answer to a request carries, errors and files included. */
export type FixedHeaders = (path: string, requestId: string) => Readonly<Record<string, string>>;

/** `https` says whether people reach Berth over TLS. */
export function fixedHeadersOf(https: boolean): FixedHeaders {
  // Browsers that know `report-to` ignore `report-uri` beside it, and take its addresses over https alone.
  const all: typeof headers = https
    ? [
        ...headers.map(([name, value]) =>
          name === policyName
            ? ([name, `${value}; report-to policy`] as const)
            : ([name, value] as const),
        ),
        ["Reporting-Endpoints", `policy="${reportsPath}"`],
        ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
      ]
    : headers;
  // Data are never a page: a browser that is led to them directly runs nothing and reads nothing.
  const ofData = all.map(([name, value]) =>
    name === policyName ? ([name, dataPolicy] as const) : ([name, value] as const),
  );
  const [forData, forPages] = [Object.fromEntries(ofData), Object.fromEntries(all)];
  return (path, requestId) => {
    const headers = path.startsWith("/api/") ? forData : forPages;
    return { ...headers, "X-Request-Id": requestId };
  };
}

export function securityHeaders(of: FixedHeaders): Step {
  return (c) => c.set("fixedHeaders", of(c.req.path, c.get("requestId")));
}
