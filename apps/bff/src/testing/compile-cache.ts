import { fileURLToPath } from "node:url";

/** Servers that tests start run the same sources: what one of them has compiled, the others need not. */
export const compileCache = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../../node_modules/.cache/compiled", import.meta.url)),
};
