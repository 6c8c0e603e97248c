import { checkSettings, registryTypes } from "@berth/registry-catalog";
import { expect, test } from "vitest";
import { newId } from "../../ids.ts";
import { withSupplied } from "./supplied.ts";

function typeOf(slug: string) {
  const type = registryTypes.find((one) => one.slug === slug);
  if (type === undefined) throw new Error(`no type ${slug}`);
  return type;
}

const role = { accountId: "123456789012", regions: ["eu-west-1"], method: "server-role" };

test("an external id is the organization's own, whatever the request says", () => {
  const organizationId = newId("org");
  for (const given of [role, { ...role, externalId: "of-another-organization" }]) {
    const settings = withSupplied(typeOf("aws-ecr"), given, organizationId, {});
    expect(checkSettings(typeOf("aws-ecr"), settings)).toMatchObject({
      ok: true,
      settings: { externalId: organizationId },
    });
  }
});

test("what was read from the saved secret stays, and no request can claim another", () => {
  const type = typeOf("google-artifact-registry");
  const saved = { serviceAccount: "pull@acme-prod.iam.gserviceaccount.com", keyId: "a1" };
  const given = {
    projectId: "acme-prod",
    serviceAccount: "other@acme-prod.iam.gserviceaccount.com",
  };
  expect(withSupplied(type, given, "org_1", saved)).toEqual({ projectId: "acme-prod", ...saved });
  expect(withSupplied(type, given, "org_1", {})).toEqual({ projectId: "acme-prod" });
});

test("a type without such settings gets what was given", () => {
  const given = { host: "registry.example.com", unknown: 1 };
  expect(withSupplied(typeOf("standard"), given, "org_1", { host: "old.example.com" })).toEqual(
    given,
  );
});
