import { expect, test } from "vitest";
import { signPost } from "./aws-signature.ts";

const keys = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};
const nowMs = Date.parse("2015-08-30T12:36:00Z");

test("signs as AWS's own test suite has it (post-vanilla)", async () => {
  const signed = await signPost({
    // The suite's service; ours are named in the type.
    service: "service" as "ecr",
    region: "us-east-1",
    host: "example.amazonaws.com",
    headers: {},
    body: "",
    keys,
    nowMs,
  });
  expect(signed).toEqual({
    headers: { "x-amz-date": "20150830T123600Z" },
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  });
});

test("signs every header it sends, and the token of temporary keys", async () => {
  const { headers, authorization } = await signPost({
    service: "ecr",
    region: "eu-west-1",
    host: "api.ecr.eu-west-1.amazonaws.com",
    headers: { "x-amz-target": "T", "content-type": "application/x-amz-json-1.1" },
    body: "{}",
    keys: { ...keys, sessionToken: "token" },
    nowMs,
  });
  expect(headers["x-amz-security-token"]).toBe("token");
  expect(authorization).toContain(
    "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target,",
  );
  expect(JSON.stringify([headers, authorization])).not.toContain(keys.secretAccessKey);
});
