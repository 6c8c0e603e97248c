import { expect, test } from "vitest";
import { channelFormSchema, toCreate, toUpdate, valuesOf } from "./channel-form.ts";

const values = { ...valuesOf(undefined, true), name: "On call" };
const problems = (given: object, editing = false) =>
  (channelFormSchema(editing).safeParse({ ...values, ...given }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );

test("addresses may stand on lines of their own or behind commas, each once", () => {
  const recipients = "a@example.com, b@example.com\n\na@example.com;c@example.com";
  expect(problems({ recipients })).toEqual([]);
  expect(toCreate({ ...values, recipients })).toMatchObject({
    kind: "email",
    recipients: ["a@example.com", "b@example.com", "c@example.com"],
  });
});

test("what is missing or wrong is said at its field", () => {
  expect(problems({})).toEqual(["recipients: Enter at least one address."]);
  expect(problems({ recipients: "ops" })).toEqual(["recipients: 'ops' is not an e-mail address."]);
  expect(problems({ kind: "webhook" })).toEqual(["secretUrl: Enter the address."]);
  expect(problems({ kind: "slack" }, true)).toEqual([]);
  expect(problems({ recipients: "a@b.io", events: [] })).toEqual([
    "events: Choose at least one event.",
  ]);
});

test("an address that is left empty stays as it is", () => {
  expect(toUpdate({ ...values, kind: "webhook" }, 3)).not.toHaveProperty("secretUrl");
  expect(toUpdate({ ...values, kind: "slack", secretUrl: "https://x.test/y" }, 3)).toMatchObject({
    version: 3,
    secretUrl: "https://x.test/y",
  });
});
