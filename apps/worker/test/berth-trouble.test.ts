import { expect, test } from "vitest";
import { withPair } from "./decisions.ts";
import { sendError } from "./fake-berth.ts";
import { image, secret, settingsFor, useStage } from "./stage.ts";

const stage = useStage();

async function scene() {
  const reg = await stage.registry("standard-basic");
  const berth = await stage.berth(withPair("alice", secret));
  const words = ["pull", `${reg.host}/team/app:1`, "--to", "oci:app"];
  const settings = settingsFor(berth, reg);
  return { reg, berth, words, settings };
}

test("Berth that is down ends the pull with 5 and asks the registry for nothing", async () => {
  const { reg, berth, words, settings } = await scene();
  await berth.close();
  const ended = await stage.sandbox.run(words, settings);
  expect(ended.code).toBe(5);
  expect(ended.stderr).toBe(
    `berth-worker: Berth at ${new URL(berth.url).host} refuses connections.\n`,
  );
  expect(reg.requests).toEqual([]);
});

test("an address of https where Berth speaks http is named as such", async () => {
  const { berth, words, settings } = await scene();
  const BERTH_URL = berth.url.replace("http:", "https:");
  const ended = await stage.sandbox.run(words, { ...settings, BERTH_URL });
  expect(ended.code).toBe(5);
  expect(ended.stderr).toContain("speaks plain http where https was expected");
});

test("Berth that is down for a moment is asked again, and the log says so", async () => {
  const { berth, words, settings } = await scene();
  await berth.close();
  const started = stage.sandbox.start(words, { ...settings, BERTH_RETRY_SECONDS: "15" });
  await started.said("refuses connections. Trying again in");
  await stage.berth(withPair("alice", secret), Number(new URL(berth.url).port));
  expect((await started.ended).code).toBe(0);
});

test.each([
  ["503", "is not available right now (503"],
  ["429", "asks for fewer requests right now (429"],
])("an answer of %s is waited out as long as Berth asks for", async (status, message) => {
  const { berth, words, settings } = await scene();
  berth.interruptions.push((response) => {
    response.setHeader("retry-after", "1");
    sendError(response, status === "503" ? "unavailable" : "rate_limited", "Not now.");
  });
  const startedAt = Date.now();
  const ended = await stage.sandbox.run(words, { ...settings, BERTH_RETRY_SECONDS: "15" });
  expect(ended.stderr).toContain(`Berth ${message}: Not now.). Trying again in 1.0 s.`);
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1000);
  expect(ended.code).toBe(0);
});

test("a wait that is longer than the time left isn't begun", async () => {
  const { berth, words, settings } = await scene();
  berth.interruptions.push((response) => {
    response.setHeader("retry-after", "3600");
    sendError(response, "unavailable", "Come back later.");
  });
  const ended = await stage.sandbox.run(words, { ...settings, BERTH_RETRY_SECONDS: "2" });
  expect(ended.code).toBe(5);
  expect(ended.stderr).toContain("Come back later.");
  expect(ended.stderr).toContain(
    "left alone for 1 h 0 min, longer than the 2.0 s there are for it.",
  );
});

test("a token that Berth rejects ends with 6 and isn't printed", async () => {
  const { words, settings } = await scene();
  const ended = await stage.sandbox.run(words, { ...settings, BERTH_TOKEN: "brth_w_of-yesterday" });
  expect(ended.code).toBe(6);
  expect(ended.stderr).toContain("Berth rejected the worker token: This worker token isn't known.");
  expect(ended.stderr).not.toContain("brth_w_of-yesterday");
});

test("a token that may not do that ends with 6 and Berth's reason", async () => {
  const { berth, words, settings } = await scene();
  berth.interruptions.push((response) => sendError(response, "forbidden", "Not from here."));
  const ended = await stage.sandbox.run(words, settings);
  expect(ended.code).toBe(6);
  const error = "berth-worker: Berth doesn't let this worker token do that: Not from here.\n";
  expect(ended.stderr).toBe(error);
});

test("a registry that Berth can't ask is told apart from Berth", async () => {
  const { berth, words, settings } = await scene();
  berth.interruptions.push((response) =>
    sendError(response, "registry_unavailable", "'Team' can't be asked now."),
  );
  const ended = await stage.sandbox.run(words, settings);
  expect(ended).toMatchObject({ code: 5, stderr: "berth-worker: 'Team' can't be asked now.\n" });
});

test.each<[string, number, Record<string, string>, string, string]>([
  ["a web page", 200, {}, "<html>", "isn't Berth"],
  [
    "a web page with an error",
    404,
    {},
    "<html>",
    "What answers at BERTH_URL (status 404) isn't Berth",
  ],
  [
    "a redirect",
    302,
    { location: "https://berth.example.com/api" },
    "",
    "leads on to https://berth.example.com/api",
  ],
  ["another contract", 201, {}, '{"pull":"x"}', "isn't one this berth-worker can read"],
])("%s instead of Berth's answer ends with 5", async (_name, status, headers, body, message) => {
  const { reg, berth, words, settings } = await scene();
  berth.interruptions.push((response) => response.writeHead(status, headers).end(body));
  const ended = await stage.sandbox.run(words, settings);
  expect(ended.code).toBe(5);
  expect(ended.stderr).toContain(message);
  expect(reg.requests).toEqual([]);
});

test("a pull that worked stays one although Berth can't be told", async () => {
  const { berth, words, settings } = await scene();
  const started = stage.sandbox.start(words, settings);
  await started.said("Signed in by");
  await berth.close();
  const ended = await started.ended;
  expect(ended.stdout).toContain(`Image digest: ${image.digest}`);
  expect(ended.stderr).toContain("Berth wasn't told how the pull ended");
  expect(ended.code).toBe(0);
});

test("an answer can't draw on the terminal", async () => {
  const { berth, words, settings } = await scene();
  berth.interruptions.push((response) =>
    sendError(response, "token_invalid", "\u001b[2Jgone\r\nforged line\u202e"),
  );
  const ended = await stage.sandbox.run(words, settings);
  expect(ended.stderr).toBe("berth-worker: Berth rejected the worker token: [2Jgone forged line\n");
});
