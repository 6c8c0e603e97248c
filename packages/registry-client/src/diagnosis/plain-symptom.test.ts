import { expect, test } from "vitest";
import { imageOf } from "../../test/check-fixture.ts";
import { signIns } from "../sign-in/index.ts";
import { diagnosisCodes, healthEffectOf } from "./diagnose.ts";
import { plainSymptom } from "./plain-symptom.ts";

const about = { image: imageOf("reg.example.com/ml/train:1"), registry: "ML" };

test("names the image in our own words", () => {
  expect(plainSymptom("aws-ecr", "AWS-PULL", about)).toBe(
    "Signed in, but no right to pull from `ml/train`.",
  );
  expect(plainSymptom("aws-ecr", "AWS-ENDPOINT", about)).toMatch(/^[A-Z].*\.$/);
  expect(plainSymptom("aws-ecr", "AZ-MODE", about)).toBeNull();
});

test.each(signIns.map(({ type }) => type))("is a whole sentence for every code of %s", (type) => {
  for (const code of diagnosisCodes.filter((one) => healthEffectOf(type, one) !== null)) {
    expect([code, plainSymptom(type, code, about)]).toEqual([
      code,
      expect.stringMatching(/^[A-Z`](?!.*(?:undefined|null|NaN|``|“)).*\.$/s),
    ]);
  }
});
