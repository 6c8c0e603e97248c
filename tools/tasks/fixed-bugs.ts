/** A bug that was fixed, the piece of code that holds it back, and the test that fails without that piece. */
export type FixedBug = {
  what: string;
  /** Where the fix stands. */
  file: string;
  /** It stands there exactly once. */
  fixed: string;
  /** What stood there, or would, with the bug. */
  broken: string;
  test: { file: string; name: string };
};

/** each of these is put back by `npm run verify:full`, and its test has to notice. */
export const fixedBugs: readonly FixedBug[] = [
  {
    what: "After the clock was set back nobody could sign in until it had come round again.",
    file: "apps/bff/src/auth/sign-in-throttle.ts",
    fixed: "return ahead > worth + clocksApartMsMax ? 0 : Math.min(ahead, worth);",
    broken: "return ahead + worth * 0;",
    test: {
      file: "apps/bff/src/auth/sign-in-throttle.test.ts",
      name: "a clock that was set back holds nobody up for longer than the longest delay",
    },
  },
  {
    what: "Who was removed went on watching a check.",
    file: "apps/bff/src/http/mount.ts",
    fixed: "const events = whileAllowed(answer as EventStream, stillAllowed);",
    broken: "const events = answer as EventStream;",
    test: {
      file: "apps/bff/test/streams.test.ts",
      name: "whoever is removed learns nothing more of a check that is being watched",
    },
  },
  {
    what: "Explain told members when a secret was set and when it ends.",
    file: "apps/bff/src/services/matching/four-checks.ts",
    fixed: `if (ctx.role === "member") return mark(id, "pass", \`'\${registry.name}' is set up.\`, link);`,
    broken: "",
    test: {
      file: "apps/bff/test/matching.test.ts",
      name: "answers the four checks in their order, each with what it rests on",
    },
  },
  {
    what: "A cell of an exported file that begins with a line break or a wide sign is a formula to some.",
    file: "packages/api-contract/src/csv.ts",
    fixed: String.raw`/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/`,
    broken: String.raw`/^[=+\-@\t\r]/`,
    test: { file: "packages/api-contract/src/csv.test.ts", name: "no cell begins like a formula" },
  },
  {
    what: "A name that begins with 127. was taken for this machine, and got a token over plain http.",
    file: "apps/bff/src/commands/remote-access.ts",
    fixed: String.raw`/^127(?:\.\d{1,3}){3}$/`,
    broken: String.raw`/^127\./`,
    test: {
      file: "apps/bff/test/configuration.test.ts",
      name: "the commands say what they lack, and never the token",
    },
  },
  {
    what: "Broken UTF-8 in an address was read in two ways.",
    file: "apps/bff/src/http/middleware/path-rule.ts",
    fixed: "if (!isUtf8(path)) return false;",
    broken: "isUtf8(path);",
    test: {
      file: "apps/bff/src/http/middleware/path-rule.test.ts",
      name: "paths that two readers could take for two things are refused",
    },
  },
  {
    what: "One network could have the identity provider asked without end.",
    file: "apps/bff/src/services/session/finish-single-sign-on.ts",
    fixed: "const waitMs = await ctx.singleSignOnLimit.take(networkOf(ctx.address));",
    broken: "const waitMs = 0;",
    test: {
      file: "apps/bff/test/single-sign-on.test.ts",
      name: "one network has the provider asked so often and no more",
    },
  },
  {
    what: "The check of a misspelled image made a repository of that name on GitLab, where the secret could push.",
    file: "packages/registry-client/src/check/push-probe.ts",
    fixed: `if (run.signIn.probesPush !== "always") return undefined;`,
    broken: "if (run.signIn.probesPush === undefined) return undefined;",
    test: {
      file: "packages/registry-client/src/sign-in/standard.test.ts",
      name: "what would create a repository is asked only of one that is there",
    },
  },
  {
    what: "Whoever held a worker token could take out of the record what they had been given.",
    file: "apps/bff/src/store/asked-again.ts",
    fixed: `("pull"."outcome" <> 'credential' or (`,
    broken: `("pull"."outcome" is not null or (`,
    test: {
      file: "apps/bff/test/worker-pulls.test.ts",
      name: "what was handed out stays on record, whatever is asked for under the same key afterwards",
    },
  },
];
