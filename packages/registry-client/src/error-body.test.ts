import { expect, test } from "vitest";
import { readErrorBody } from "./error-body.ts";
import { createRedactor } from "./redact.ts";

const read = (
  body: string,
  contentType: string | null = "application/json",
  secrets: string[] = [],
) => readErrorBody(Buffer.from(body), contentType, createRedactor(secrets));

test("reads the errors of the distribution spec", () => {
  const body = JSON.stringify({
    errors: [
      {
        code: "UNAUTHORIZED",
        message: "authentication required",
        detail: [{ Type: "repository", Name: "x/y", Action: "pull" }],
      },
    ],
  });
  expect(read(body)).toEqual({
    shape: "registry",
    entries: [
      {
        code: "UNAUTHORIZED",
        message: "authentication required",
        detail: '[{"Type":"repository","Name":"x/y","Action":"pull"}]',
      },
    ],
  });
});

test.each([
  ["Artifactory", '{"errors":[{"status":401,"message":"Bad props auth token"}]}', "status-message"],
  ["OAuth", '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}', "oauth"],
  ["legacy token servers", '{"details":"incorrect username or password"}', "details"],
  ["plain text", "Too Many Requests", "text"],
  ["nothing", "  ", "empty"],
  ["an empty list of errors", '{"errors":[]}', "status-message"],
  ["JSON of another kind", '{"status":"bad"}', "text"],
  ["JSON nested without end", "[".repeat(5000), "text"],
  ["entries that are no objects", '{"errors":[null,1,"x"]}', "status-message"],
])("reads %s", (_name, body, shape) => {
  expect(read(body).shape).toBe(shape);
});

test("shows of JSON it doesn't know the names of fields, never their values", () => {
  expect(read('{"token":"eyJhbGciOi","expires_in":60}').entries).toEqual([
    { message: "JSON with token, expires_in" },
  ]);
  expect(read('"eyJhbGciOi"').entries).toEqual([{ message: "JSON with no fields" }]);
});

test("shows the title of a web page and nothing else of it", () => {
  const page =
    "<!doctype html><html><head><title>Sign in</title></head><body>secret plans</body></html>";
  expect(read(page, "text/html; charset=utf-8")).toEqual({
    shape: "html",
    entries: [{ message: "Sign in" }],
  });
  expect(read("<html><title>never ends", "text/html").entries).toEqual([{ message: "never ends" }]);
});

test("takes an echoed secret out of code, message and detail", () => {
  const basic = Buffer.from("alice:hunter2hunter2").toString("base64");
  const body = JSON.stringify({
    errors: [
      { code: "hunter2hunter2", message: `Basic ${basic}`, detail: { p: "hunter2hunter2" } },
    ],
  });
  const text = JSON.stringify(read(body, null, ["hunter2hunter2"]));
  expect(text).not.toContain("hunter2");
  expect(text).not.toContain(basic.slice(12, -4));
});

test("reads no more than 64 KiB and keeps no more than eight entries", () => {
  const errors = Array.from({ length: 50 }, () => ({ code: "DENIED", message: "x".repeat(1000) }));
  const body = read(JSON.stringify({ errors }));
  expect(body.entries).toHaveLength(8);
  expect(body.entries[0]?.message).toHaveLength(512);
  expect(read(`{"errors":[{"message":"${"x".repeat(70_000)}"}]}`).shape).toBe("text");
});
