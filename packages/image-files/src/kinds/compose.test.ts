import { expect, test } from "vitest";
import { readFixture } from "../../test/read-file.ts";
import { findImages } from "../find-images.ts";

test("finds the image of every service, through merges and extends", () => {
  const { kind, images } = findImages(readFixture("compose.yaml"));
  expect(kind).toBe("compose");
  expect(images.map(({ where, text, line }) => [where, text, line])).toEqual([
    ["service 'web'", "${REGISTRY:-quay.io}/acme/shop:${TAG:-latest}", 6],
    ["service 'worker'", "${REGISTRY:-quay.io}/acme/shop:${TAG:-latest}", 6],
    ["service 'db'", "postgres:16-alpine", 17],
    ["service 'cache'", `redis@sha256:${"a".repeat(64)}`, 20],
    ["service 'assets'", "", 21],
    ["service 'api'", "$HARBOR/team/api:v$MAJOR.$MINOR", 26],
    ["service 'admin'", "$HARBOR/team/api:v$MAJOR.$MINOR", 26],
    ["service 'debug'", "busybox", 36],
  ]);
});

test("a service with only build is built locally, not pulled", () => {
  const { images } = findImages("services:\n  web:\n    build: .\n");
  expect(images).toEqual([
    {
      text: "",
      where: "service 'web'",
      note: "Built locally, not pulled.",
      pulled: false,
      line: 2,
      column: 3,
    },
  ]);
});

test.each([
  ["image: a", true, undefined],
  ["image: a, pull_policy: always", true, undefined],
  ["image: a, pull_policy: never", false, "Never pulled (pull_policy: never)."],
  ["image: a, build: .", true, "Built locally where it can't be pulled."],
  ["image: a, build: ., pull_policy: build", false, "Built locally, not pulled."],
])("service {%s} is pulled: %s", (service, pulled, note) => {
  const [image] = findImages(`services: {web: {${service}}}`).images;
  expect([image?.pulled, image?.note]).toEqual([pulled, note]);
});

test("says where an image comes from that isn't in the text", () => {
  const { problems } = findImages(readFixture("compose.yaml"));
  expect(problems).toEqual([
    {
      line: 31,
      column: 3,
      message:
        "The image of service 'mailer' comes from '../common/compose.yml', which isn't part of this text.",
    },
  ]);
});

test("a service that a provider runs has no image", () => {
  const found = findImages("services: {db: {provider: {type: awesomecloud}}}");
  const note = "Run by a provider, not pulled.";
  expect(found.images).toMatchObject([{ text: "", where: "service 'db'", pulled: false, note }]);
  expect(found.problems).toEqual([]);
});

test("a volume can be an image", () => {
  const volumes =
    "[./x:/x, {type: bind, source: ./y}, {type: image, source: 'acme/model:$T', target: /m}]";
  const { images } = findImages(`services: {web: {image: a, volumes: ${volumes}}}`);
  expect(images.map(({ where, text, pulled }) => [where, text, pulled])).toEqual([
    ["service 'web'", "a", true],
    ["service 'web', volume '/m'", "acme/model:$T", true],
  ]);
  expect(images[1]?.variables).toEqual([{ name: "T", inTag: true }]);
});

test("says which files are included, whose services run along", () => {
  const text =
    "include:\n  - db.yaml\n  - path: [a.yaml, oci://reg.io/b]\n    env_file: x\n  - {path: c.yaml}\n";
  const { kind, problems } = findImages(text, { fileName: "compose.yaml" });
  expect(kind).toBe("compose");
  expect(problems.map(({ line, column, elsewhere }) => [line, column, elsewhere])).toEqual([
    [2, 5, "db.yaml"],
    [3, 12, "a.yaml"],
    [3, 20, "oci://reg.io/b"],
    [5, 12, "c.yaml"],
  ]);
  const message = "'db.yaml' is included here, and its services aren't part of this text.";
  expect(problems[0]?.message).toBe(message);
});

test("services that extend each other in a circle have no image", () => {
  const text = "services: {a: {extends: {service: b}}, b: {extends: {service: a}}}";
  const { images, problems } = findImages(text);
  expect(images).toEqual([]);
  expect(problems.map((problem) => problem.message)).toEqual([
    "There is neither image nor build in service 'a'.",
    "There is neither image nor build in service 'b'.",
  ]);
});

test("a key that is reset counts as not given", () => {
  const { images } = findImages("services: {web: {image: !reset null, build: .}}");
  expect(images.map((image) => [image.text, image.pulled])).toEqual([["", false]]);
});

test("a Kubernetes object with services of its own is no Compose file", () => {
  const text = "apiVersion: x/v1\nkind: Mesh\nservices: {web: {image: a}}";
  expect(findImages(text)).toMatchObject({ kind: "kubernetes", images: [] });
});
