import { expect, test } from "vitest";
import { readFixture } from "../../test/read-file.ts";
import { findImages } from "../find-images.ts";

const helm = "This is a Helm template. Use the output of `helm template` in its place.";

test("a Helm template is recognised, with the place of its first expression", () => {
  expect(findImages(readFixture("helm-template.yaml"))).toEqual({
    kind: "kubernetes",
    images: [],
    problems: [{ line: 4, column: 9, message: helm }],
  });
});

test.each([
  'image: "{{ .Values.image.repository }}:{{ .Values.tag }}"',
  "image: {{ .Values.image }}",
  'image: "{{ include \\"app.image\\" . }}"',
])("a Helm expression in an image alone is enough: %s", (image) => {
  const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      ${image}\n`;
  expect(findImages(text).problems.map(({ line, message }) => [line, message])).toEqual([
    [6, helm],
  ]);
});

test("another template language is told apart", () => {
  const { problems } = findImages("services:\n  web:\n    image: '{{ registry }}/web'\n");
  expect(problems).toEqual([
    {
      line: 3,
      column: 13,
      message: "This is a template. Use what it is rendered to in its place.",
    },
  ]);
});

test("expressions inside text, such as alert rules, don't make a template of a file", () => {
  expect(findImages(readFixture("kubernetes.yaml")).images).not.toEqual([]);
});
