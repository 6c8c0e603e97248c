/** Where browsers send their reports. */
export const reportsPath = "/policy-reports";

/** What a report can be about, in the words of the policy and of what falls back to it. */
export const policyDirectives = [
  "default-src",
  "script-src",
  "script-src-elem",
  "script-src-attr",
  "style-src",
  "style-src-elem",
  "style-src-attr",
  "img-src",
  "connect-src",
  "font-src",
  "media-src",
  "object-src",
  "frame-src",
  "child-src",
  "worker-src",
  "manifest-src",
  "base-uri",
  "form-action",
  "frame-ancestors",
  "require-trusted-types-for",
] as const;

export type PolicyDirective = (typeof policyDirectives)[number];
