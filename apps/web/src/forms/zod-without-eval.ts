import { config } from "zod";

// zod compiles its parsers with `new Function` where it may. The content security policy forbids that, and even the
// attempt is reported by the browser as a violation.
config({ jitless: true });
