import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** Tests that start processes or whole servers: real registries, real clients, the BFF with its database. */
const integration = [
  "apps/*/test/**/*.test.ts",
  "packages/*/src/**/real/**/*.test.ts",
  "packages/*/src/**/real-*.test.ts",
  "{apps,packages}/*/src/**/*.integration.test.ts",
];

const shared = {
  // Tests keep no state between files, and loading every module anew for each file takes half of their time.
  isolate: false,
  // One more than there are cores: whoever waits for a process or a clock leaves its core to another.
  maxWorkers: availableParallelism() + 1,
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
          setupFiles: ["tools/testing/property-time.ts"],
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
          include: ["src/**/*.test.ts"],
          environment: "node",
          ...shared,
          testTimeout: 20_000,
        },
      },
      {
        extends: "./apps/web/vite.config.ts",
        test: {
          name: "components",
          root: "apps/web",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          ...shared,
          setupFiles: [join(import.meta.dirname, "apps/web/test/no-layout.ts")],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
