import { expect, test } from "vitest";
import { splitQuote } from "./symptom.ts";

const policy =
  "“User: arn:aws:iam::123456789012:user/berth is not authorized to perform: ecr:BatchGetImage”";

test.each([
  [
    `Signed in, but no right to pull from \`ml/a\`: ${policy}`,
    "Signed in, but no right to pull from `ml/a`.",
    policy,
  ],
  ["The registry answered 404: “manifest unknown”", undefined, null],
  ["The certificate isn't trusted.", undefined, null],
])("takes a vendor's paragraph out of %j", (symptom, sentence = symptom, quote) => {
  expect(splitQuote(symptom)).toEqual({ sentence, quote });
});
