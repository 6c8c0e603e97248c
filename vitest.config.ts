import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests that start processes or whole servers: real registries, real clients, the BFF with its database. */
const integration = [
  "apps/*/test/**/*.test.ts",
  "packages/*/src/**/real/**/*.test.ts",
  "packages/*/src/**/real-*.test.ts",
];

const shared = {
  // Tests keep no state between files, and loading every module anew for each file takes half of their time.
  isolate: false,
  // The runner keeps one core for itself by default: of two cores that is half of the machine, mostly idle.
  maxWorkers: Math.max(2, availableParallelism()),
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{apps,packages}/*/{src,test}/**/*.test.ts", "tools/**/*.test.ts"],
          exclude: ["**/node_modules/**", "apps/web/**", ...integration],
          environment: "node",
          ...shared,
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: "integration",
          include: integration,
          exclude: ["**/node_modules/**"],
          environment: "node",
          ...shared,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: "./apps/web/vite.config.ts",
        test: {
          name: "web",
          root: "apps/web",
          include: ["src/**/*.test.{ts,tsx}"],
          environment: "jsdom",
          ...shared,
          testTimeout: 20_000,
        },
      },
    ],
  },
});
