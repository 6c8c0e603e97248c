import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fakeCloud, type FakeCloud } from "./fake-cloud.ts";
import { createImage } from "./images/create-image.ts";
import { askVendor } from "../test/ask-vendor.ts";

describe("a cloud of fakes", () => {
  let cloud: FakeCloud;
  beforeAll(async () => {
    cloud = await fakeCloud({
      vendors: {
        "docker-hub": {
          accounts: [],
          images: { "acme/app:1": createImage() },
          names: { registry: ["hub.example.test"] },
        },
      },
    });
  });
  afterAll(() => cloud.close());

  test("answers under the vendors' own names, with certificates that are valid for them", async () => {
    const answer = await askVendor(cloud, "https://registry-1.docker.io/v2/");
    expect(answer.status).toBe(401);
    expect(answer.headers["www-authenticate"]).toContain('realm="https://auth.docker.io/token"');
    expect((await askVendor(cloud, "https://auth.docker.io/token?service=x")).status).toBe(200);
    expect((await askVendor(cloud, "https://hub.example.test/v2/")).status).toBe(401);
  });

  test("keeps the vendor's hosts apart", async () => {
    expect((await askVendor(cloud, "https://auth.docker.io/v2/")).status).toBe(404);
    expect((await askVendor(cloud, "https://registry-1.docker.io/token")).status).toBe(404);
  });

  test("listens on loopback alone, and knows no other name", () => {
    for (const origin of cloud.hosts.values()) expect(origin).toMatch(/^https:\/\/127\./);
    expect(cloud.hosts.get("example.com")).toBeUndefined();
    expect(() => cloud.vendor("aws-ecr")).toThrow("aws-ecr was not started");
  });

  test("starts nothing where one of its vendors is none", async () => {
    await expect(fakeCloud({ vendors: { "standard-basic": {} } })).rejects.toThrow(
      "standard-basic is no dialect of a vendor",
    );
  });
});
