import { expect, test } from "vitest";
import { readFixture } from "../../test/read-file.ts";
import { findImages } from "../find-images.ts";

test("finds the containers of every pod template in every document", () => {
  const { kind, images, problems } = findImages(readFixture("kubernetes.yaml"));
  expect(kind).toBe("kubernetes");
  expect(problems).toEqual([]);
  expect(images.map(({ where, text, line }) => [where, text, line])).toEqual([
    ["Deployment 'web', init container 'migrate'", "registry.example.com/shop/migrate:3", 22],
    ["Deployment 'web', container 'app'", "registry.example.com/shop/app:3", 25],
    ["Deployment 'web', container 'proxy'", "envoyproxy/envoy:v1.30.1", 28],
    ["Deployment 'web', volume 'model'", "quay.io/acme/model:7", 32],
    ["CronJob 'report', container 'report'", "${REGISTRY}/reports/daily:${TAG:=stable}", 51],
    ["Pod 'toolbox', container 'shell'", "alpine", 60],
    ["Pod 'toolbox', ephemeral container 'debugger'", "busybox:1.36", 61],
    ["StatefulSet 'db', container 'pg'", "postgres:16", 66],
    ["Service 'hello', container 1", "gcr.io/knative-samples/helloworld-go", 76],
    ["PyTorchJob 'fit', container 'pytorch'", "pytorch/pytorch:2.3.0", 88],
    ["PyTorchJob 'fit', container 'pytorch'", "pytorch/pytorch:2.3.0", 94],
  ]);
});

const pod = (spec: string, kind = "Pod") =>
  `{apiVersion: v1, kind: ${kind}, metadata: {name: p}, spec: ${spec}}`;

test.each([
  "Pod",
  "ReplicaSet",
  "ReplicationController",
  "DaemonSet",
  "Job",
  "Rollout",
  "Anything",
])("a %s is read wherever its containers stand", (kind) => {
  const { images } = findImages(
    pod("{template: {spec: {containers: [{name: c, image: a/b}]}}}", kind),
  );
  expect(images.map((image) => image.where)).toEqual([`${kind} 'p', container 'c'`]);
});

test("text in a ConfigMap, a schema, a status and labels name no image", () => {
  const text = [
    "{apiVersion: v1, kind: ConfigMap, data: {containers: [{image: a}]}}",
    "{apiVersion: v1, kind: CustomResourceDefinition, spec: {containers: [{image: a}]}}",
    pod("{x: 1}").replace("spec:", "status: {containers: [{image: a}]}, spec:"),
  ].join("\n---\n");
  expect(findImages(text)).toEqual({ kind: "kubernetes", images: [], problems: [] });
});

test("an image that may never be pulled says so", () => {
  const { images } = findImages(pod("{containers: [{image: a, imagePullPolicy: Never}]}"));
  expect(images[0]).toMatchObject({
    pulled: false,
    note: "Never pulled (imagePullPolicy: Never).",
  });
});

test("a container without an image is a problem", () => {
  const { problems } = findImages(pod("{containers: [{name: c}]}"));
  expect(problems.map((problem) => problem.message)).toEqual([
    "The image of Pod 'p', container 'c' is missing.",
  ]);
});

test("only the form with braces counts as a variable, since Kubernetes itself fills in nothing", () => {
  const { images } = findImages(pod("{containers: [{image: '${REG}/a:$TAG'}, {image: 'b:$TAG'}]}"));
  expect(images.map((image) => image.variables)).toEqual([
    [
      { name: "REG", inTag: false },
      { name: "TAG", inTag: true },
    ],
    undefined,
  ]);
});

test("one broken document doesn't hide the others", () => {
  const text = `${pod("{containers: [{image: a}]}")}\n---\nkind: [\n---\n${pod("{containers: [{image: b}]}")}`;
  const { images, problems } = findImages(text);
  expect(images.map((image) => image.text)).toEqual(["a", "b"]);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.line).toBe(4);
});
