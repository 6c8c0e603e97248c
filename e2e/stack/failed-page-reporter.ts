import { readFileSync } from "node:fs";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const charactersMax = 8_000;

/**
 * Prints what stood on the page when a test failed. Where CI keeps nothing but its log, a failure that
 * does not come again can be understood from that alone.
 */
// oxlint-disable-next-line import/no-default-export -- the test runner takes a reporter from its default export
export default class FailedPageReporter implements Reporter {
  private readonly pages: string[] = [];

  printsToStdio(): boolean {
    return true;
  }

  onTestEnd(test: TestCase, { status, attachments }: TestResult): void {
    if (status === "passed" || status === "skipped") return;
    for (const { name, path } of attachments) {
      if (name !== "error-context" || path === undefined) continue;
      const page = /```yaml\n([^]*?)\n```/.exec(readFileSync(path, "utf8"))?.[1] ?? "unknown";
      this.pages.push(
        `The page at the failure of '${test.title}':\n${page.slice(0, charactersMax)}`,
      );
    }
  }

  onEnd(): void {
    for (const page of this.pages) console.log(page);
  }
}
