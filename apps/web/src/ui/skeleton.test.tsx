import { act, cleanup, render, screen } from "@testing-library/react";
import { startTransition, useEffect, useLayoutEffect, useState } from "react";
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

/** Part of a page that takes its time: twenty of them keep a slow phone busy for a tenth of a second. */
function SlowPart() {
  beBusy(6);
  return <p>Part</p>;
}

function beBusy(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

describe("LoadingRegion", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

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

  test("holds its room from the beginning where it is asked to, unseen for 300 ms", () => {
    const waiting = (loading: boolean) => (
      <LoadingRegion loading={loading} label="Loading it" skeleton={<p>Skeleton</p>} holdsRoom>
        <p>Arrived</p>
      </LoadingRegion>
    );
    const { rerender } = render(waiting(true));
    const seen = () => !screen.getByText("Skeleton").parentElement?.classList.contains("opacity-0");
    expect(seen()).toBe(false);
    pass(299);
    expect(seen()).toBe(false);
    pass(1);
    expect(seen()).toBe(true);
    rerender(waiting(false));
    pass(500);
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

  test("keeps what a transition brought, though the skeleton fell due in the middle of it", async () => {
    vi.useRealTimers();
    function Page() {
      const [loading, setLoading] = useState(true);
      useEffect(() => {
        const timer = setTimeout(() => startTransition(() => setLoading(false)), 260);
        return () => clearTimeout(timer);
      }, []);
      return (
        <LoadingRegion loading={loading} label="Loading it" skeleton={<p>Skeleton</p>}>
          {Array.from({ length: 20 }, (_, part) => (
            <SlowPart key={part} />
          ))}
        </LoadingRegion>
      );
    }
    const seen: string[] = [];
    const observer = new MutationObserver(() => {
      const now = screen.queryAllByText("Part").length > 0 ? "parts" : "none";
      if (seen.at(-1) !== now) seen.push(now);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    render(<Page />);
    await vi.waitFor(() => expect(screen.getAllByText("Part")).toHaveLength(20), 5_000);
    await new Promise((next) => setTimeout(next, 50));
    observer.disconnect();
    expect(seen.slice(seen.indexOf("parts"))).toEqual(["parts"]);
  });
});
