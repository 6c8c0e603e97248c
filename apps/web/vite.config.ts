import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { lazySuffixList } from "./build/lazy-suffix-list.ts";
import { precompress } from "./build/precompress.ts";
import { type WeightLimits, weightLimits } from "./build/weight-limits.ts";

/** Loaded on every page: one file that changes only with an upgrade. */
const frameModules = /node_modules\/(?:react|react-dom|scheduler|react-router|@tanstack\/[^/]+)\//;
/** Loaded by pages that have a form. */
const formModules = /node_modules\/(?:react-hook-form|@hookform\/[^/]+)\//;

/** What stands on every page, the one before the sign-in included. */
const baseModules =
  /\/apps\/web\/src\/(?:(?:application|main|paths|routes)\.|router\/|api\/(?:client|confirmation|errors|first-data|query-client|registries|session)|lib\/(?:announcer|class|clipboard|document|lazy|use-delayed)|shell\/(?:entry|error|focus|navigation-progress|not-found|page-message|wordmark)|ui\/(?:button|copy-button|error-summary|field|glyphs|icon\.|live|marked|page-header|password|skeleton|spinner|text-input))/;
/** The frame around every page behind the sign-in, and what nearly all of those pages are made of. */
const consoleModules =
  /\/apps\/web\/src\/(?:(?:shell\/(?:in-slices|left-rail|navigation\.ts|organization|require|theme|top|use-attention|user)|api\/(?:attention|projects|registries|start-check|use-check)|domain-ui\/(?:check-progress|data-region|registry-health|registry-type-(?:icon|name))|lib\/(?:hidden|shortcuts|stored|theme|time|use-now|use-row-keys)|ui\/(?:column|count|empty|error-panel|filter|icon-button|menu\.|mono|notice|pagination|popup|relative|scroll|search-input|select|sort|status|table|tone|truncated|use-columns)))/;

/** What one registry type knows; a file for each, so that an upgrade of one leaves the others in the cache. */
const registryType = /\/registry-catalog\/src\/types\/([\w-]+)\//;

/** Drawings for lists, in one file that comes once a list stands. */
const typeGlyphs = /\/registry-catalog\/src\/(?:type-glyphs\.generated|types\/[\w-]+\/glyph)\.ts/;

/** Lists of registries need the names and how a day is written, and no page should load all types for those. */
const withoutTypes =
  /\/registry-catalog\/src\/(?:type-names\.generated|text\/date|types\/[\w-]+\/name)\.ts/;

const limits: WeightLimits = {
  firstScripts: 100_000,
  homeScripts: 125_000,
  styles: 10_000,
  laterScript: 40_000,
};
const suffixList = /node_modules\/tldts/;
const home = /\/features\/registries\/registry-list-page\.tsx/;

export default defineConfig({
  plugins: [
    lazySuffixList(),
    react(),
    tailwindcss(),
    weightLimits(limits, { home, data: suffixList }),
    precompress(),
  ],
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } },
  },
  build: {
    outDir: "dist",
    // The oldest engines with `light-dark()`, which both themes rest on.
    target: ["chrome123", "firefox120", "safari17.5"],
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The content security policy allows no data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      // The workspace's packages only define things: what a page does not use of them stays out of its chunk.
      treeshake: { moduleSideEffects: (id) => !/\/packages\/[^/]+\/src\//.test(id) },
      output: {
        codeSplitting: {
          groups: [
            { name: "frame", test: frameModules, priority: 3 },
            { name: "forms", test: formModules, priority: 2 },
            { name: "schemas", test: /node_modules\/zod\//, priority: 2 },
            {
              name: "base",
              test: (id) => baseModules.test(id) || withoutTypes.test(id),
              priority: 3,
            },
            { name: "type-glyphs", test: typeGlyphs, priority: 3 },
            { name: "console", test: consoleModules, priority: 1 },
            {
              name: (id: string) => `type-${registryType.exec(id)?.[1]}`,
              debugName: "registry types",
              test: registryType,
              priority: 2,
            },
          ],
        },
      },
    },
  },
});
