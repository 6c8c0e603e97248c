import { registryType } from "@berth/registry-catalog";
import { describe, expect, test } from "vitest";
import { emptyRegistryForm } from "#src/domain-ui/registry-form/form-values.ts";
import { keptFor } from "./kept-for.ts";

const standard = registryType("standard");
if (standard === undefined) throw new Error("there is no standard type");
const form = (known: Parameters<typeof emptyRegistryForm>[1]) => emptyRegistryForm(standard, known);

describe("what another type reads in what was typed so far", () => {
  test("a token in the secret's place", () => {
    const token = `dckr_pat_${"Abc012Xyz".repeat(3)}`;
    const known = keptFor("docker-hub", form({ secret: { password: token } }));
    expect(known).toMatchObject({ readAs: "a Docker Hub access token", secret: { token } });
  });

  test("an image, and a host that belongs to the type", () => {
    const host = "myregistry.azurecr.io";
    const type = "azure-container-registry";
    expect(keptFor(type, form({ testImage: `${host}/app:1` }))?.testImage).toBe(`${host}/app:1`);
    expect(keptFor(type, form({ settings: { host } }))?.settings).toEqual({ loginServer: host });
  });

  test("no choice, though its word could be an image's name", () => {
    expect(keptFor("docker-hub", form({ settings: { host: "reg.example.com" } }))).toBeNull();
  });
});
