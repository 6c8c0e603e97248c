import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyFix,
  checkField,
  checkPatternFor,
  checkSecret,
  checkSettings,
  checkStep,
  detectType,
  draftSettings,
  guideStepIds,
  initialSettings,
  registryType,
  registryTypes,
  specificTypeOf,
  type Settings,
} from "../src/index.ts";
import { otherTypeNotices } from "../src/other-type.ts";
import { toyType } from "./toy-type.ts";

const each = registryTypes.map((type) => [type.slug, type] as const);

test("a type is found by its slug, and nothing else is", () => {
  for (const type of registryTypes) expect(registryType(type.slug)).toBe(type);
  expect(registryType("constructor")).toBeUndefined();
  expect(new Set(registryTypes.map((type) => type.slug)).size).toBe(registryTypes.length);
});

test.each([
  [
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train:v2",
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train",
  ],
  ["acme/train:v2", "docker.io/acme/train"],
  ["myregistry.azurecr.io/ml/train:v2", "myregistry.azurecr.io/ml/train"],
  [
    "europe-west1-docker.pkg.dev/acme-prod/containers/app:1",
    "europe-west1-docker.pkg.dev/acme-prod/containers/*",
  ],
])(
  "%s narrows access and pattern to its repository, until somebody widens them",
  (image, narrow) => {
    const pasted = detectType(image);
    const type = registryType(pasted?.type ?? "");
    if (pasted === null || type === undefined) throw new Error("the image belongs to a type");
    const settings = { ...initialSettings(type), ...pasted.settings };
    const patternOf = (now: Settings) => type.suggestPatterns(now, pasted.testImage)[0]?.text ?? "";
    expect(patternOf(settings)).toBe(narrow);
    const fix = pasted.notices.find(({ code }) => code === "narrowed")?.fix;
    if (fix === undefined) throw new Error("the narrowing can be taken back");
    const wide = applyFix(fix, { settings, secret: {} }).settings as Settings;
    expect(patternOf(wide)).toMatch(/^.*\/\*$/);
    expect(patternOf(wide).length).toBeLessThan(narrow.length);
    const create = (now: Settings) => JSON.stringify(type.guide(now)[1]);
    expect(create(settings)).not.toBe(create(wide));
  },
);

describe.each(each)("%s", (slug, type) => {
  test("has fields with names of their own, texts, and initial values that pass", () => {
    const names = [...type.settings, ...type.secretFields].map((field) => field.name);
    expect(new Set(names).size).toBe(names.length);
    for (const field of type.settings) {
      expect([field.name, field.help]).toEqual([field.name, expect.stringMatching(/[.*`]$/)]);
      const result = checkField(field, field.initial, initialSettings(type));
      const fine = result.ok || result.code === "required";
      expect([field.name, fine]).toEqual([field.name, true]);
      for (const option of field.kind === "radio" || field.kind === "select"
        ? (field.options ?? [])
        : []) {
        expect([option.value, field.check(option.value, {})]).toEqual([
          option.value,
          expect.objectContaining({ ok: true, value: option.value }),
        ]);
      }
    }
  });

  test("has a guide of four steps for an empty draft, with every gap leading to a field", () => {
    for (const settings of [{}, initialSettings(type)]) {
      const guide = type.guide(settings);
      expect(guide.map((step) => step.id)).toEqual(guideStepIds);
      const fields = new Set(type.settings.map((field) => field.name));
      const gaps = guide.flatMap(({ blocks }) =>
        blocks.flatMap((block) => {
          if (block.kind === "file") return block.file.content;
          return block.kind === "command"
            ? [...block.command.bash, ...(block.command.powershell ?? [])]
            : [];
        }),
      );
      for (const part of gaps) {
        const field = part.kind === "gap" && part.field !== null ? part.field : null;
        expect(field === null || fields.has(field)).toBe(true);
      }
    }
  });

  test("says things in the project's words and in whole sentences", () => {
    const guide = JSON.stringify(type.guide(initialSettings(type)));
    const helps = [...type.settings, ...type.secretFields].map(
      (field) => `${field.label}. ${field.help}`,
    );
    const text = [guide, type.needs, type.userNameRule({}), ...helps].join(" ");
    expect(text).not.toMatch(
      /\b(?:invalid|oops|endpoint|ping|validate|sync|simply|just|please)\b/i,
    );
  });

  test("never throws on a draft, whatever stands in it", () => {
    const values = fc.oneof(
      fc.anything({ maxDepth: 1 }),
      fc.string({ unit: "binary", maxLength: 40 }),
    );
    const names = type.settings.map((field) => field.name);
    const input = fc.dictionary(fc.constantFrom(...names), values, { maxKeys: names.length });
    fc.assert(
      fc.property(input, fc.string({ maxLength: 60 }), (settings, secret) => {
        expect(() => {
          const draft = draftSettings(type, settings);
          type.guide(draft);
          type.suggestPatterns(draft, secret);
          checkPatternFor({ type, settings: draft, hostRule: type.hostRule(draft) }, secret);
          checkStep(type, "where", settings);
          const checked = checkSettings(type, settings);
          const input = Object.fromEntries(type.secretFields.map((field) => [field.name, secret]));
          checkSecret(type, checked.ok ? checked.settings : draft, input, 0);
        }).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  test("reads any pasted text without throwing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        expect(() => type.readPasted(text)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  test("never repeats a secret in what it refuses or remarks on", () => {
    const settings = initialSettings(type);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", minLength: 12, maxLength: 80 }), (secret) => {
        const input = Object.fromEntries(type.secretFields.map((field) => [field.name, secret]));
        const result = checkSecret(type, settings, input, 0);
        const shown = result.ok ? result.notices : [result.issues, result.notices];
        expect(JSON.stringify(shown)).not.toContain(JSON.stringify(secret.trim()).slice(1, -1));
      }),
      { numRuns: 1000 },
    );
  });

  test("answers within a moment on the longest inputs", () => {
    const long = [
      "a".repeat(65_000),
      "a.".repeat(32_000),
      `{"${'"a":'.repeat(16_000)}`,
      " \n".repeat(32_000),
      "-----BEGIN ".repeat(5000),
    ];
    const started = performance.now();
    for (const text of long) {
      type.readPasted(text);
      checkSettings(type, Object.fromEntries(type.settings.map((field) => [field.name, text])));
      checkSecret(
        type,
        initialSettings(type),
        Object.fromEntries(type.secretFields.map((field) => [field.name, text])),
        0,
      );
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test("has a docs page that names every field that is stored", () => {
    const page = new URL(`../../../docs/registries/${slug}.md`, import.meta.url);
    expect(existsSync(page)).toBe(true);
    const text = readFileSync(page, "utf8");
    expect(text).toMatch(/^## Minimum permissions$/m);
    expect(text).toMatch(/^## Quirks$/m);
    expect(text).toMatch(/^## Recognised mistakes$/m);
  });
});

describe("what was pasted first", () => {
  test.each([
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/ml/train:v2", "aws-ecr"],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com", "aws-ecr"],
    ["us-central1-docker.pkg.dev/my-project/containers/app", "google-artifact-registry"],
    ["eu.gcr.io", "google-artifact-registry"],
    ["myregistry.azurecr.io/app", "azure-container-registry"],
    ["acme.jfrog.io/docker-local/app", "jfrog"],
    ["alpine:3.20", "docker-hub"],
    ["acme/train", "docker-hub"],
    ["docker.io", "docker-hub"],
    ["ghcr.io/acme/app", "standard"],
    ["reg.example.com", "standard"],
    ["localhost:5000", "standard"],
    ["docker login reg.example.com -u a", "standard"],
    ["docker login -u a", "docker-hub"],
  ])("%s leads to %s", (text, slug) => {
    expect(detectType(text)?.type).toBe(slug);
  });

  test("a host that another type knows better is recognised", () => {
    expect(specificTypeOf("123456789012.dkr.ecr.eu-west-1.amazonaws.com")?.slug).toBe("aws-ecr");
    expect(specificTypeOf("myregistry.azurecr.io")?.slug).toBe("azure-container-registry");
    expect(specificTypeOf("acme.jfrog.io")?.slug).toBe("jfrog");
    expect(specificTypeOf("eu.gcr.io")?.slug).toBe("google-artifact-registry");
    expect(specificTypeOf("reg.example.com")).toBeNull();
    expect(specificTypeOf("localhost:5000")).toBeNull();
  });
});

test("a standard registry on another type's host is told so, with a way there", () => {
  const notices = (host: string) => otherTypeNotices({ slug: "standard" }, { host });
  expect(notices("myregistry.azurecr.io")).toEqual([
    {
      path: "settings.host",
      code: "other-type",
      tone: "warning",
      message:
        "`myregistry.azurecr.io` is Azure Container Registry. With that type Berth signs in the way it wants, and hands out narrower credentials.",
      fix: {
        kind: "type",
        label: "Use the type Azure Container Registry",
        type: "azure-container-registry",
      },
    },
  ]);
  expect(notices("reg.example.com")).toEqual([]);
  expect(otherTypeNotices({ slug: "jfrog" }, { host: "acme.jfrog.io" })).toEqual([]);
});

test("a further type works everywhere without another line here", () => {
  const result = checkSettings(toyType, { host: "https://toys.example.com" });
  expect(result).toMatchObject({
    ok: true,
    hostRule: { kind: "exact", hosts: ["toys.example.com"] },
  });
  expect(checkSecret(toyType, result.ok ? result.settings : {}, { key: " k " })).toMatchObject({
    ok: true,
    secret: { key: "k" },
  });
  const owner = { type: toyType, hostRule: result.ok ? result.hostRule : null };
  expect(checkPatternFor(owner, "toys.example.com/*")).toMatchObject({ ok: true });
  expect(checkPatternFor(owner, "*.toys.example.com/*")).toMatchObject({
    code: "star-not-declared",
  });
});
