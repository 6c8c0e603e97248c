import { expect, test } from "vitest";
import { createLogger } from "./log.ts";
import { Secret } from "./secret-text.ts";

const canary = "canary-8461";

function lines(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  write(createLogger({ destination: { write: (line: string) => void (text += line) } }));
  return text;
}

test("a line carries the allowed fields and no other", () => {
  const text = lines((log) =>
    log.info(
      { requestId: "r1", status: 200, authorization: canary, host: { deep: canary } },
      "done",
    ),
  );
  expect(JSON.parse(text)).toEqual({
    level: "info",
    time: expect.any(String),
    requestId: "r1",
    status: 200,
    msg: "done",
  });
});

test("a secret planted in errors, causes, properties and objects stays out of the log", () => {
  const planted = [
    new TypeError(`Headers.append: "Basic ${canary}" is an invalid header value`),
    Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL", input: canary }),
    new Error("outer", { cause: new SyntaxError(`Unexpected token in ${canary}`) }),
    { password: canary, nested: [canary] },
    new Secret(canary),
    parseFailure(),
  ];
  const text = lines((log) => {
    for (const err of planted) {
      log.error({ err }, "request failed");
      log.error(err as Error);
    }
    log.child({ requestId: "r2" }).warn({ secret: canary, reason: new Secret(canary) }, "x");
  });
  expect(text.split("\n").length).toBeGreaterThan(planted.length * 2);
  expect(text).not.toContain(canary);
});

test("an error keeps what is needed to find it", () => {
  const err = Object.assign(new Error("disk I/O error"), {
    name: "SqliteError",
    code: "SQLITE_IOERR",
  });
  const line = JSON.parse(lines((log) => log.error({ err }, "request failed")));
  expect(line.err).toMatchObject({
    name: "SqliteError",
    code: "SQLITE_IOERR",
    message: "disk I/O error",
  });
  expect(line.err.frames[0]).toContain("log.test.ts");
});

function parseFailure(): unknown {
  try {
    return JSON.parse(`{"password":"${canary}"`);
  } catch (err) {
    return err;
  }
}
