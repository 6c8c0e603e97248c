import { act, cleanup, render, screen } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { LoadingRegion } from "./skeleton.tsx";

/** What arrives at the very moment at which the skeleton would be shown. */
function Arrived({ within }: { within: () => void }) {
  useLayoutEffect(within, [within]);
  return <p>Arrived</p>;
}

const region = (loading: boolean, within = () => {}) => (
  <LoadingRegion loading={loading} label="Loading it" skeleton={<p>Skeleton</p>}>
    <Arrived within={within} />
  </LoadingRegion>
);

describe("LoadingRegion", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

  test("shows nothing for 300 ms, then the skeleton for at least 500 ms", () => {
    const { rerender } = render(region(true));
    pass(299);
    expect(screen.queryByText("Skeleton")).toBeNull();
    pass(1);
    expect(screen.getByText("Skeleton")).toBeTruthy();
    rerender(region(false));
    pass(499);
    expect(screen.queryByText("Arrived")).toBeNull();
    pass(1);
    expect(screen.getByText("Arrived")).toBeTruthy();
    expect(screen.queryByText("Skeleton")).toBeNull();
  });

  test("keeps what arrived, though the skeleton falls due while that is drawn", () => {
    const { rerender } = render(region(true));
    pass(299);
    rerender(region(false, () => void vi.advanceTimersByTime(1)));
    expect(screen.getByText("Arrived")).toBeTruthy();
    expect(screen.queryByText("Skeleton")).toBeNull();
  });
});
