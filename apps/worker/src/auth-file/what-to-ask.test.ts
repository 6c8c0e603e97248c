import type { WorkerPattern } from "@berth/api-contract";
import { expect, test } from "vitest";
import { askForImages, askForPatterns } from "./what-to-ask.ts";

const patterns = (...texts: string[]) =>
  texts.map((pattern) => ({ pattern }) as unknown as WorkerPattern);

test("images are asked for once each, under their name as written", () => {
  expect(
    askForImages(["reg.io/app:1", "reg.io/app:2", "reg.io:443/app", "nginx"]).map(({ key }) => key),
  ).toEqual(["reg.io/app", "reg.io:443/app", "docker.io/library/nginx"]);
  expect(() => askForImages(["reg.io/APP"])).toThrow("reg.io/APP is no image name");
});

test("patterns become keys where the file can say them, and are told where it can't", () => {
  const { askings, leftOut } = askForPatterns(
    patterns("reg.io/*", "reg.io/team/*", "reg.io/team/app", "reg.io/a*/b", "*.art.io/*"),
  );
  expect(askings.map(({ key, kind }) => `${key} ${kind}`)).toEqual([
    "reg.io pattern",
    "reg.io/team pattern",
    "reg.io/team/app image",
  ]);
  expect(leftOut).toEqual(["*.art.io/*", "reg.io/a*/b"]);
});
