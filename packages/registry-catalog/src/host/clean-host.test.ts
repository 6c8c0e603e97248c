import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanHost } from "./clean-host.ts";

const runs = { numRuns: 5000 };

/** Texts that look like hosts more often than chance would make them. */
const hostLike = fc
  .array(
    fc.constantFrom(
      ...Array.from("abcxyzREG019.-_:/@#?%\\[]*'\" \t\n\u00ad\u200b\u3002\uff0e\u0430"),
      "reg.test",
      "127.0.0.1",
      "0x7f",
      ":5000",
      ":443",
      "xn--bcher-kva",
      "https://",
      "http://",
      "localhost",
      "docker pull ",
      "..",
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("cleanHost", () => {
  test("accepts only hosts that the platform's URL parser reads as the same host", () => {
    fc.assert(
      fc.property(hostLike, (text) => {
        const result = cleanHost(text);
        if (!result.ok) return;
        const parsed = new URL(`https://${result.host}/v2/`);
        expect(parsed.host).toBe(result.host.replace(/:443$/, ""));
        expect(parsed.username + parsed.password).toBe("");
        expect(parsed.pathname).toBe("/v2/");
      }),
      runs,
    );
  });

  test("says nothing about a host that is already clean, and keeps it", () => {
    fc.assert(
      fc.property(hostLike, (text) => {
        const first = cleanHost(text);
        if (!first.ok) return;
        const again = cleanHost(first.host);
        expect(again).toMatchObject({ ok: true, host: first.host });
        expect(again.ok && again.notices.filter(({ code }) => code !== "international")).toEqual(
          [],
        );
      }),
      runs,
    );
  });

  test("never throws, on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(() => cleanHost(text, { allowHttp: true, allowStar: true })).not.toThrow();
      }),
      runs,
    );
  });

  test("never repeats what stood before an @", () => {
    const result = cleanHost("https://alice:hunter2@reg.test/v2");
    expect(result).toMatchObject({ ok: false, code: "user-in-host", at: 21 });
    expect(JSON.stringify(result)).not.toMatch(/alice|hunter2/);
  });

  test("takes http away only where plain text was chosen", () => {
    expect(cleanHost("http://reg.test:5000", { allowHttp: true })).toMatchObject({
      host: "reg.test:5000",
      notices: [{ code: "scheme-removed" }],
    });
    expect(cleanHost("http://reg.test:5000")).toMatchObject({ code: "plain-http" });
  });

  test("refuses 5,000 characters without looking at them", () => {
    expect(cleanHost("a.".repeat(2500))).toMatchObject({ ok: false, code: "too-long" });
  });

  test.each([
    ["https://reg.test", "Removed 'https://'. Image references don't include it."],
    ["reg.test/team/app:v2", "Removed '/team/app:v2'. Only the host belongs here."],
    ["reg.test:443", "Removed ':443'. It is the standard port and image names leave it out."],
    [
      "intranet",
      "Added ':443'. Without a port, Docker reads 'intranet/…' as a user on Docker Hub.",
    ],
    ["registry-1.docker.io", "That is Docker Hub's server, but image names use `docker.io`."],
    [
      "xn--80ak6aa92e.com",
      "This name is written in coded letters and reads 'аррӏе.com'. Make sure it isn't a look-alike of the one you mean.",
    ],
  ])("says about %j: %s", (text, message) => {
    const result = cleanHost(text);
    expect(result.ok && result.notices.map((notice) => notice.message)).toContain(message);
  });
});
