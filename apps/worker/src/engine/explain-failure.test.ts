import { expect, test } from "vitest";
import { explainFailure } from "./explain-failure.ts";

const fatal = (message: string) =>
  `Getting image source signatures\ntime="2026-11-24T02:58:24Z" level=fatal msg="${message}"\n`;

test.each([
  ["writing blob: write /data/blob: no space left on device", "There is no space left"],
  ["Source image rejected: Running image docker://a is rejected by policy.", "signature policy"],
  [
    "Error loading trust policy: open /etc/containers/policy.json: no such file or directory",
    "There is no signature policy",
  ],
  [
    'choosing image instance: no image found in manifest list for architecture \\"amd64\\"',
    "no variant for this machine",
  ],
  [
    "loading image from docker engine: Cannot connect to the Docker daemon at unix:///var/run/docker.sock",
    "Docker engine can't be reached",
  ],
  ["mkdir /root/x: permission denied", "may not write"],
  ["unknown flag: --registries-conf", "skopeo 1.9, Podman 4.3"],
])("%s", (message, sentence) => {
  const explained = explainFailure("skopeo", fatal(message));
  expect(explained).toContain(sentence);
  expect(explained).toContain(`(skopeo: ${message.replaceAll('\\"', '"')})`);
});

test("what it doesn't know is shown as it is, without what would move a cursor", () => {
  expect(explainFailure("podman", fatal("something new"))).toBe("podman: something new");
  expect(explainFailure("skopeo", "plain words\u001b[31m\n")).toBe("skopeo: plain words [31m");
  expect(explainFailure("skopeo", "")).toBe("skopeo failed without a word.");
});
