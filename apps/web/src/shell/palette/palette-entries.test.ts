import { expect, test } from "vitest";
import { paletteEntries, type PaletteSources } from "./palette-entries.ts";

const sources: PaletteSources = {
  org: "acme",
  role: "admin",
  registries: [
    {
      id: "reg_1",
      name: "Team apps",
      type: "standard",
      testImage: "registry.example.com/team/app:1",
      checkedOn: "server",
    },
    { id: "reg_2", name: "ECR prod", type: "aws-ecr", testImage: null, checkedOn: "worker" },
  ],
  recent: [{ label: "ECR prod – Acme", to: "/o/acme/registries/reg_2" }],
};

const labels = (text: string, changes: Partial<PaletteSources> = {}) =>
  paletteEntries(text, { ...sources, ...changes }).map(({ label }) => label);

test("without a word it starts with what was open last, then the pages", () => {
  expect(labels("").slice(0, 2)).toEqual(["ECR prod – Acme", "Registries"]);
});

test("an image that is pasted comes first, and leads to its answer", () => {
  const [first] = paletteEntries(" registry.example.com/team/app:1 ", sources);
  expect(first?.does).toEqual({
    kind: "open",
    to: "/o/acme/explain?image=registry.example.com%2Fteam%2Fapp%3A1",
  });
});

test("a word that may be an image comes last", () => {
  expect(labels("ecr")).toEqual(["Add registry: AWS ECR", "ECR prod", "Explain image ecr"]);
});

test("every word has to fit, in any order and case", () => {
  expect(labels("APPS check")).toEqual(["Check registry Team apps"]);
});

test("a registry can be checked where there is an image to check it with", () => {
  expect(labels("check registry")).toEqual(["Check registry Team apps"]);
});

test("one that only workers can check leads to what to run there", () => {
  const registries = sources.registries.map((one) => ({ ...one, testImage: "any/image:1" }));
  const found = paletteEntries("check ecr", { ...sources, registries });
  expect(found.map(({ does }) => does)).toEqual([
    { kind: "open", to: "/o/acme/registries/reg_2#check" },
  ]);
});

test("every page of the settings is offered to who may open it", () => {
  const found = paletteEntries("settings network", sources);
  expect(found.map(({ does }) => does)).toEqual([{ kind: "open", to: "/o/acme/settings/network" }]);
  expect(labels("settings network", { role: "support" })).toEqual([]);
});

test("nobody is offered what the role does not allow", () => {
  expect(labels("check registry", { role: "member" })).toEqual([]);
  expect(labels("add registry", { role: "support" })).toEqual([]);
  expect(labels("worker tokens", { role: "member" })).toEqual([]);
});

test("entries are told apart by their ids", () => {
  const ids = paletteEntries("", sources).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
