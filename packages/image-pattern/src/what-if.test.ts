import { describe, expect, test } from "vitest";
import { compareIndexes } from "./compare.ts";
import { createPatternIndex } from "./pattern-index.ts";
import { createWhatIf } from "./what-if.ts";

const index = createPatternIndex([
  { id: "acr/1", pattern: "acr.example.com/*" },
  { id: "acr/2", pattern: "acr.example.com/ml/*" },
  { id: "hub/1", pattern: "acme/*" },
]);
const images = [
  "acr.example.com/ml/train:v1",
  "acr.example.com/web",
  "acme/app",
  "ubuntu",
  "no image/",
];
const registryOf = (id: string): string => id.split("/")[0] ?? "";

describe("the effect of an edit", () => {
  test("sorts images into gains, losses, switches and the rest", () => {
    const effect = createWhatIf(index, images).withEdit({
      remove: ["hub/1"],
      add: [
        { id: "new", pattern: "acr.example.com/ml/train" },
        { id: "hub/2", pattern: "ubuntu" },
      ],
    });
    expect(effect.gains).toEqual([
      {
        image: "ubuntu",
        before: null,
        after: { id: "hub/2", pattern: "docker.io/library/ubuntu" },
      },
    ]);
    expect(effect.losses.map(({ image }) => image)).toEqual(["acme/app"]);
    expect(effect.switches.map(({ before, after }) => [before?.id, after?.id])).toEqual([
      ["acr/2", "new"],
    ]);
    expect(effect.unchanged).toBe(2);
    expect(effect.covered).toBe(2);
    expect(images.map((_, place) => effect.covers(place))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  test("counts a change between patterns of one registry as unchanged when told so", () => {
    const edit = { remove: ["acr/2"] };
    expect(createWhatIf(index, images).withEdit(edit).switches).toHaveLength(1);
    const effect = createWhatIf(index, images, { registryOf }).withEdit(edit);
    expect([effect.switches, effect.unchanged]).toEqual([[], images.length]);
    const after = index.update(edit);
    expect(compareIndexes(index, after, images, { registryOf }).unchanged).toBe(images.length);
  });

  test("is found anew for every edit, also for the same removal", () => {
    const whatIf = createWhatIf(index, images);
    const narrowed = { remove: ["acr/1"], add: [{ id: "acr/1", pattern: "acr.example.com/we" }] };
    const widened = { remove: ["acr/1"], add: [{ id: "acr/1", pattern: "acr.example.com/web" }] };
    expect(whatIf.withEdit(narrowed).losses).toHaveLength(1);
    expect(whatIf.withEdit(widened).losses).toHaveLength(0);
    expect(whatIf.withEdit({}).unchanged).toBe(images.length);
    expect(whatIf.withEdit(narrowed).losses).toHaveLength(1);
  });

  test("is nothing for a pattern that can't be read, and says why", () => {
    const effect = createWhatIf(index, images).withEdit({ add: [{ id: "x", pattern: "acme*" }] });
    expect(effect.unchanged).toBe(images.length);
    expect(effect.rejected.map(({ id, code }) => [id, code])).toEqual([["x", "hub-star"]]);
  });
});
