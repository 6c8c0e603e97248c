// zod compiles its parsers with `new Function` where it may. The content security policy forbids that, and even the
// attempt is reported by the browser as a violation. zod reads this when its first schema is made, in whichever chunk
// that is; setting it here keeps zod itself out of the first load.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
