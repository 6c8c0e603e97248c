import { expect, test } from "vitest";
import { AppError } from "../services/errors.ts";
import { isJson, readJsonBody, refuseBody, strangersBytesMax } from "./read-body.ts";

const json = "application/json";

function post(
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  type: string | null = json,
): Request {
  return new Request("http://berth.test/", {
    method: "POST",
    body,
    headers: type === null ? {} : { "content-type": type },
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  });
}

async function codeOf(reading: Promise<unknown>): Promise<string> {
  const err = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return err instanceof AppError ? err.code : `not refused: ${String(err)}`;
}

test("reads JSON, charset named or not", async () => {
  expect(await readJsonBody(post(`{"a":[1,"ä"]}`))).toEqual({ a: [1, "ä"] });
  expect(await readJsonBody(post("1", "application/json; charset=UTF-8"))).toBe(1);
});

test("anything but JSON by its type is not looked at", async () => {
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "application/jsonx",
    "application/json; charset=utf-16",
  ]) {
    expect(await codeOf(readJsonBody(post("{}", type))), type).toBe("unsupported_media_type");
  }
  expect(await codeOf(readJsonBody(post(new TextEncoder().encode("{}"), null)))).toBe(
    "unsupported_media_type",
  );
});

test("counts what arrives, not what was announced, and stops reading", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
    },
  });
  expect(await codeOf(readJsonBody(post(endless)))).toBe("payload_too_large");
  expect(pulled).toBeLessThan(12);
  expect(await codeOf(readJsonBody(post(`"${"a".repeat(300_000)}"`)))).toBe("payload_too_large");
});

test("what is announced as too long is refused before any of it is read", async () => {
  let pulled = 0;
  const body = new ReadableStream(
    {
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
        if (pulled === 8) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const request = post(body);
  request.headers.set("content-length", String(8 * 64 * 1024));
  expect(await codeOf(readJsonBody(request))).toBe("payload_too_large");
  expect(pulled).toBe(0);
});

test("depth and number of parts are judged before anything is parsed", async () => {
  const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(await codeOf(readJsonBody(post(deep(33))))).toBe("bad_request");
  expect(await readJsonBody(post(deep(3)))).toEqual([[[]]]);
  expect(await codeOf(readJsonBody(post(`[${"1,".repeat(25_000)}1]`)))).toBe("bad_request");
  const brackets = `{"a":"${"[".repeat(100)}\\"[["}`;
  expect(await readJsonBody(post(brackets))).toEqual({ a: `${"[".repeat(100)}"[[` });
});

test("a refusal never repeats the text, which can be a secret", async () => {
  for (const text of ["hunter2", '{"password":"hunter2"', '{"a":hunter2}']) {
    const err = await readJsonBody(post(text)).catch((thrown: unknown) => thrown);
    expect(err).toBeInstanceOf(AppError);
    expect(`${(err as AppError).publicMessage} ${(err as AppError).message}`).not.toContain(
      "hunter2",
    );
    expect((err as AppError).cause).toBeUndefined();
  }
});

test("bytes that are no UTF-8 are refused", async () => {
  expect(await codeOf(readJsonBody(post(Uint8Array.of(0x22, 0xff, 0x22))))).toBe("bad_request");
});

test("a request that takes no body refuses one, announced in either way", () => {
  const request = (headers: Record<string, string>) =>
    new Request("http://berth.test/", { headers });
  expect(() => refuseBody(request({}))).not.toThrow();
  expect(() => refuseBody(request({ "content-length": "0" }))).not.toThrow();
  expect(() => refuseBody(request({ "content-length": "1" }))).toThrow(AppError);
  expect(() => refuseBody(request({ "transfer-encoding": "chunked" }))).toThrow(AppError);
});

test("less is read of strangers, announced or not", async () => {
  const text = (length: number) => `"${"a".repeat(length - 2)}"`;
  const body = text(strangersBytesMax + 1);
  const read = (given: string | ReadableStream) =>
    readJsonBody(post(given), isJson, strangersBytesMax);
  expect(await codeOf(read(body))).toBe("payload_too_large");
  expect(await codeOf(read(new Blob([body]).stream()))).toBe("payload_too_large");
  expect(await read(text(strangersBytesMax))).toHaveLength(strangersBytesMax - 2);
});
