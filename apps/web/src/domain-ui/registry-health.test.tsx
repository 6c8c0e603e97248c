import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { sampleRegistry } from "../../test/sample-registry.ts";
import { RegistryHealth } from "./registry-health.tsx";

afterEach(cleanup);

test("says whose check it was where a worker made it", () => {
  const { health } = sampleRegistry();
  const text = (checkedBy: { worker: string } | null) => {
    const { container } = render(
      <RegistryHealth health={{ ...health, checkedBy }} look="filled" />,
    );
    return container.textContent;
  };
  expect(text({ worker: "gpu-3" })).toMatch(/^Healthy.*checked .* by worker gpu-3$/);
  expect(text(null)).not.toContain("by worker");
});
