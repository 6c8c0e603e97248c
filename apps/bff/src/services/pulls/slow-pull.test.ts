import { describe, expect, test } from "vitest";
import { earlierMin, judgeSlow } from "./slow-pull.ts";

const quick = Array.from({ length: earlierMin }, (_, index) => 1_000 + index * 100);
const judge = (facts: Partial<Parameters<typeof judgeSlow>[0]>, earlier: readonly number[] = []) =>
  judgeSlow({ durationMs: 10_000, bytes: null, timing: null, ...facts }, earlier).slow;

describe("judgeSlow", () => {
  test("without figures and without earlier pulls nothing can be called slow", () => {
    expect(judgeSlow({ durationMs: 600_000, bytes: null, timing: null }, [])).toEqual({
      slow: null,
      usualMs: null,
    });
    expect(judgeSlow({ durationMs: null, bytes: null, timing: null }, quick).slow).toBeNull();
  });

  test("one that takes longer than 95 of 100 earlier ones is slow", () => {
    expect(judgeSlow({ durationMs: 10_000, bytes: null, timing: null }, quick)).toEqual({
      slow: "unknown",
      usualMs: 2_800,
    });
    const long = quick.map((ms) => ms * 10);
    expect(judge({ durationMs: 28_000 }, long)).toBeNull();
    expect(judge({ durationMs: 28_001 }, long)).toBe("unknown");
  });

  test("too few earlier pulls say nothing, and what is over in a moment is never slow", () => {
    expect(judge({}, quick.slice(1))).toBeNull();
    expect(judge({ durationMs: 4_999 }, quick)).toBeNull();
  });

  test("waiting for a rate limit or for faults names the cause, whatever is usual", () => {
    expect(judge({ timing: { rateLimitedMs: 2_000, troubleMs: 8_000 } })).toBe("rate-limit");
    expect(judge({ timing: { troubleMs: 4_000 } })).toBe("network");
    expect(judge({ durationMs: 60_000, timing: { rateLimitedMs: 11_999 } })).toBeNull();
    expect(judge({ durationMs: 9_000, timing: { rateLimitedMs: 1_999 } })).toBeNull();
  });

  test("layers that trickle in are laid to where they come from", () => {
    const thin = { bytes: 10_000_000, timing: { layersMs: 10_001 } };
    expect(judge({ durationMs: 11_000, ...thin })).toBe("network");
    const elsewhere = { ...thin, timing: { layersMs: 10_001, layerHosts: ["cdn.example.com"] } };
    expect(judge({ durationMs: 11_000, ...elsewhere })).toBe("layer-storage");
    expect(judge({ durationMs: 11_000, ...thin, bytes: 9_999_999 })).toBeNull();
    expect(judge({ durationMs: 11_000, ...thin, timing: { layersMs: 10_000 } })).toBeNull();
  });

  test("the phase that took most of an unusual pull is the one to look at", () => {
    expect(judge({ timing: { layersMs: 6_000 } }, quick)).toBe("network");
    expect(judge({ timing: { layersMs: 6_000, layerHosts: ["cdn.example.com"] } }, quick)).toBe(
      "layer-storage",
    );
    expect(judge({ timing: { manifestMs: 6_000 } }, quick)).toBe("network");
    expect(judge({ timing: { manifestMs: 5_000, layersMs: 5_000 } }, quick)).toBe("unknown");
  });
});
