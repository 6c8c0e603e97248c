"use strict";
/**
 * Who may import whom. Back-references make a new app, package or feature covered on the day it appears.
 * docs/architecture.md tells the same in words.
 */
const rules = [
  [
    "no-app-to-app",
    "An app talks to another over HTTP, never by import.",
    "^apps/([^/]+)/",
    "^apps/",
    "^apps/$1/",
  ],
  [
    "pattern-is-a-leaf",
    "image-pattern depends on nothing.",
    "^packages/image-pattern/src/(?!.*[.]test[.]ts$)",
    ".+",
    "^packages/image-pattern/src/",
  ],
  [
    "catalog-is-pure",
    "registry-catalog knows patterns and public suffixes, nothing else.",
    "^packages/registry-catalog/src/(?!.*[.]test[.]ts$)",
    ".+",
    "^packages/(registry-catalog|image-pattern)/src/|(^|/)tldts",
  ],
  [
    "files-are-pure",
    "image-files knows YAML, nothing else.",
    "^packages/image-files/src/(?!.*[.]test[.]ts$)",
    ".+",
    "^packages/image-files/src/|(^|/)yaml",
  ],
  [
    "credential-files-are-pure",
    "credential-files knows registry types, patterns and YAML, nothing else.",
    "^packages/credential-files/src/(?!.*[.]test[.]ts$)",
    ".+",
    "^packages/(credential-files|registry-catalog|image-pattern|image-files)/src/",
  ],
  [
    "contract-below-apps",
    "The contract is shared by all apps and the browser, so it knows zod and nothing else.",
    "^packages/api-contract/src/(?!.*[.]test[.]ts$)",
    ".+",
    "^packages/api-contract/src/|(^|/)zod",
  ],
  [
    "client-is-injected",
    "registry-client gets its transport handed in: no Node, no HTTP library, no contract.",
    "^packages/registry-client/src/(?!.*[.]test[.]ts$)",
    ".+",
    "^packages/(registry-client|registry-catalog|image-pattern)/src/",
  ],
  [
    "identity-of-the-machine",
    "aws-identity looks at the machine it runs on; it knows Node and where AWS's services are.",
    "^packages/aws-identity/src/",
    ".+",
    "^packages/(aws-identity|registry-catalog)/src/|^(node:|https?$|fs/promises$)",
  ],
  ["packages-below-apps", "No package imports an app.", "^packages/", "^apps/", null],
  [
    "fakes-in-tests-only",
    "Fake registries and databases of their own are for tests, benches and the demo.",
    "^(apps|packages)/(?!(fake-registries|test-postgres)/)(?!.*([.]test[.]tsx?$|/(test|bench)/|/testing/|[.]contract[.]ts$))",
    "^packages/(fake-registries|test-postgres)/",
    null,
  ],
  [
    "feature-islands",
    "A feature of the web never imports another.",
    "^apps/web/src/features/([^/]+)/",
    "^apps/web/src/features/",
    "^apps/web/src/features/$1/",
  ],
  [
    "web-shared-below",
    "What features share knows no feature.",
    "^apps/web/src/(ui|api|lib|forms|domain-ui)/",
    "^apps/web/src/(features|shell|routes)",
    null,
  ],
  [
    "web-without-server",
    "The browser never loads what talks to registries.",
    "^apps/web/",
    "^packages/(registry-client|aws-identity|fake-registries)/",
    null,
  ],
  [
    "ui-is-plain",
    "ui pieces know no router, no queries, no forms library.",
    "^apps/web/src/ui/(?!.*[.]test[.]tsx?$)",
    "(^|/)(react-router|@tanstack/react-query|react-hook-form)(/|$)",
    null,
  ],
  [
    "http-not-below",
    "http parses, calls a service, shapes the answer; it skips no layer.",
    "^apps/bff/src/http/(?!.*[.]test[.]ts$)",
    "^apps/bff/src/(store/(sqlite|postgres)|vault)/",
    null,
  ],
  [
    "services-not-http",
    "A service does not know how it was called.",
    "^apps/bff/src/services/(?!.*[.]test[.]ts$)",
    "^apps/bff/src/http/|(^|/)(hono|drizzle-orm|better-sqlite3)(/|$)",
    null,
  ],
  [
    "store-is-below",
    "The store knows rows, not services.",
    "^apps/bff/src/store/",
    "^apps/bff/src/(services|http|egress|auth)/",
    null,
  ],
  [
    "vault-is-below",
    "The vault knows no service, no route, no registry.",
    "^apps/bff/src/vault/(?!.*[.]test[.]ts$)",
    "^apps/bff/src/(services|http|egress|auth)/",
    null,
  ],
  [
    "egress-is-below",
    "The way out knows nothing of organizations' data.",
    "^apps/bff/src/egress/(?!.*[.]test[.]ts$)",
    "^apps/bff/src/(services|http|auth|store|vault)/",
    null,
  ],
];

module.exports = {
  forbidden: [
    ...rules.map(([name, comment, from, to, except]) => ({
      name,
      comment,
      severity: "error",
      from: { path: from },
      to: except === null ? { path: to } : { path: to, pathNot: except },
    })),
    {
      name: "no-cycles",
      comment: "Data flows one way.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|node_modules/[.]cache)/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
