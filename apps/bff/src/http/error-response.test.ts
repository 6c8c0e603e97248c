import { errorBodySchema, errorCodes, errorStatus } from "@berth/api-contract";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { createLogger } from "../log.ts";
import { AppError, tooMany } from "../services/errors.ts";
import { StoreError } from "../store/store-error.ts";
import { errorResponse } from "./error-response.ts";
import type { HttpEnv } from "./http-env.ts";

async function answerTo(err: unknown) {
  const lines: string[] = [];
  const log = createLogger({ destination: { write: (line: string) => void lines.push(line) } });
  const app = new Hono<HttpEnv>();
  app.use(async (c, next) => {
    c.set("requestId", "req_1");
    await next();
  });
  app.onError((thrown, c) => errorResponse(thrown, c, log));
  app.get("/", () => {
    throw err;
  });
  const response = await app.request("/");
  const text = await response.text();
  return {
    response,
    text,
    error: errorBodySchema.parse(JSON.parse(text)).error,
    log: lines.join(""),
  };
}

test("every code of the contract is sent under its status, in the contract's shape", async () => {
  for (const code of errorCodes) {
    const { response, error } = await answerTo(new AppError(code, "A sentence."));
    expect(response.status, code).toBe(errorStatus[code]);
    expect(error, code).toEqual({ code, message: "A sentence.", requestId: "req_1" });
    expect(response.headers.get("cache-control"), code).toBe("no-store");
  }
});

test("an unknown error gets a fixed text; its own goes to the log without what it may quote", async () => {
  const { response, text, log } = await answerTo(new TypeError("Invalid URL: https://u:hunter2@x"));
  expect(response.status).toBe(500);
  expect(text).not.toContain("hunter2");
  expect(text).toContain("req_1");
  expect(log).toContain("TypeError");
  expect(log).toContain("req_1");
  expect(log).not.toContain("hunter2");
});

test("a full disk and a database that can't be reached are told apart", async () => {
  const codes = await Promise.all(
    (["storage_full", "unavailable", "uncertain", "broken", "failed"] as const).map(
      async (code) => {
        const { error } = await answerTo(new StoreError(code, "SQL says hunter2"));
        expect(error.message).not.toContain("hunter2");
        // Nobody may be told that nothing was saved where that is not known.
        expect(error.message.includes("may have been saved")).toBe(code === "uncertain");
        return error.code;
      },
    ),
  );
  expect(codes).toEqual(["storage_full", "unavailable", "unavailable", "unavailable", "internal"]);
});

test("a wait is told in whole seconds, at least one", async () => {
  const { response } = await answerTo(tooMany("busy", "Wait.", 1));
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("1");
});
