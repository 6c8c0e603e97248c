// @vitest-environment jsdom
import { beforeEach, describe, expect, test } from "vitest";
import { takeLinkToken } from "./link-token.ts";

describe("takeLinkToken", () => {
  beforeEach(() => window.history.replaceState({ idx: 3 }, "", "/first-run"));

  test.each(["/first-run#token=s3cr3t", "/first-run?token=s3cr3t"])(
    "reads the token of %s and takes it out of the address",
    (link) => {
      window.history.replaceState({ idx: 3 }, "", link);
      expect(takeLinkToken()).toBe("s3cr3t");
      expect(window.location.href).not.toContain("s3cr3t");
      expect(window.history.state).toEqual({ idx: 3 });
    },
  );

  test("leaves an address without a token as it is", () => {
    window.history.replaceState(null, "", "/first-run?x=1#part");
    expect(takeLinkToken()).toBe("");
    expect(window.location.href).toMatch(/\/first-run\?x=1#part$/);
  });
});
