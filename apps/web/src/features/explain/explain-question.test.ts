import { expect, test } from "vitest";
import { cleanImage, questionPath, readQuestion } from "./explain-question.ts";

test("takes the name out of what people paste, and says what was removed", () => {
  expect(cleanImage("  docker pull reg.io/a:1 ")).toEqual({
    image: "reg.io/a:1",
    removed: "docker pull",
  });
  expect(cleanImage("sudo podman pull alpine")).toEqual({
    image: "alpine",
    removed: "sudo podman pull",
  });
  expect(cleanImage("docker/pull:1")).toEqual({ image: "docker/pull:1", removed: null });
});

test("an address brings back the same question, and nonsense in it counts as absent", () => {
  const question = { image: "reg.io/a:1", project: "prj_1", asOf: "2026-05-01T12:00:00.000Z" };
  const path = questionPath("acme", question);
  expect(readQuestion(new URL(path, "http://x").searchParams)).toEqual(question);
  expect(readQuestion(new URLSearchParams("asOf=yesterday")).asOf).toBe("");
});
