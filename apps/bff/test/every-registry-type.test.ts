import { existsSync } from "node:fs";
import { dialects, vendorExamples } from "@berth/fake-registries";
import { guideStepIds, initialSettings, registryTypes } from "@berth/registry-catalog";
import { signIns } from "@berth/registry-client";
import { describe, expect, test } from "vitest";

/** Everybody's registries sign in in more than one way, so the standard type has several dialects. */
const dialectsOf: Readonly<Record<string, readonly string[]>> = {
  standard: ["standard-basic", "standard-token", "ghcr", "gitlab", "quay", "harbor", "ngc"],
};

describe.each(registryTypes.map((type) => [type.slug, type] as const))("%s", (slug, type) => {
  test("has a sign-in", () => {
    expect(signIns.map((signIn) => signIn.type)).toContain(slug);
  });

  test("has a dialect that plays it", () => {
    const names = dialects.map(({ name }) => name);
    for (const name of dialectsOf[slug] ?? [slug]) expect(names).toContain(name);
  });

  test("has a guide of four steps, each with something to read", () => {
    const guide = type.guide(initialSettings(type));
    expect(guide.map(({ id }) => id)).toEqual(guideStepIds);
    expect(guide.some(({ blocks }) => blocks.length > 0)).toBe(true);
  });

  test("has a docs page", () => {
    const page = new URL(`../../../docs/registries/${slug}.md`, import.meta.url);
    expect(existsSync(page)).toBe(true);
  });
});

test("no sign-in and no example is for a type that nobody knows", () => {
  const known = signIns.map(({ type }) => type);
  for (const { type } of vendorExamples()) expect(known).toContain(type);
});
