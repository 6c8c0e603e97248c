// @vitest-environment jsdom
import type { NavigationType } from "react-router";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createGuardedHistory, type Guard } from "./guarded-history.ts";

/** `history.go` is asynchronous; its end is the `popstate` event. */
function popped(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener("popstate", () => resolve(), { once: true });
  });
}

async function go(delta: number): Promise<void> {
  const arrived = popped();
  window.history.go(delta);
  await arrived;
}

describe("createGuardedHistory", () => {
  let stop: () => void = () => undefined;
  const listener = vi.fn<(location: { pathname: string }, kind: NavigationType) => void>();

  function open() {
    const history = createGuardedHistory();
    stop = history.listen(listener);
    return history;
  }
  const seen = () => listener.mock.calls.map(([{ pathname }, kind]) => `${kind} ${pathname}`);

  beforeEach(() => {
    window.history.replaceState(null, "", "/start");
    listener.mockReset();
  });
  afterEach(() => stop());

  test("reports pushes, replacements, and going back and forth", async () => {
    const history = open();
    history.push("/a?x=1");
    history.replace({ pathname: "/b", search: "y=2", hash: "z" });
    expect(window.location.href).toMatch(/\/b\?y=2#z$/);
    await go(-1);
    await go(1);
    expect(seen()).toEqual(["PUSH /a", "REPLACE /b", "POP /start", "POP /b"]);
  });

  test("carries the state of an entry", () => {
    const history = open();
    history.push("/a", { from: "list" });
    expect(listener.mock.calls[0]?.[0]).toMatchObject({ state: { from: "list" } });
  });

  test("a guard holds a link back until it is told to go on", () => {
    const history = open();
    let proceed: () => void = () => undefined;
    const release = history.guard((next) => {
      proceed = next;
      return true;
    });
    history.push("/elsewhere");
    expect(window.location.pathname).toBe("/start");
    expect(listener).not.toHaveBeenCalled();
    proceed();
    expect(window.location.pathname).toBe("/elsewhere");
    expect(seen()).toEqual(["PUSH /elsewhere"]);
    release();
    history.push("/free");
    expect(window.location.pathname).toBe("/free");
  });

  test("a guard holds the browser's back button, with the address as it was, and can let it through", async () => {
    const history = open();
    history.push("/form");
    listener.mockReset();
    let proceed: () => void = () => undefined;
    history.guard((next) => {
      proceed = next;
      return true;
    });
    const restored = (async () => {
      await popped();
      await popped();
    })();
    window.history.back();
    await restored;
    expect(window.location.pathname).toBe("/form");
    expect(listener).not.toHaveBeenCalled();

    const left = popped();
    proceed();
    await left;
    expect(window.location.pathname).toBe("/start");
    expect(seen()).toEqual(["POP /start"]);
  });

  test("asks again at the next attempt after one that was held", async () => {
    const history = open();
    history.push("/form");
    const guard = vi.fn<Guard>(() => true);
    history.guard(guard);
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const restored = (async () => {
        await popped();
        await popped();
      })();
      window.history.back();
      await restored;
      expect(guard).toHaveBeenCalledTimes(attempt);
      expect(window.location.pathname).toBe("/form");
    }
  });

  test("asks nobody when only the query or the hash changes, since the page stays", async () => {
    const history = open();
    const guard = vi.fn<Guard>(() => true);
    history.guard(guard);
    history.push("/start?step=2");
    await go(-1);
    expect(guard).not.toHaveBeenCalled();
    expect(seen()).toEqual(["PUSH /start", "POP /start"]);
  });

  test("takes in an entry that an in-page link made, and still knows the way back", async () => {
    const history = open();
    history.push("/a");
    const jumped = popped();
    window.location.hash = "step-token";
    await jumped;
    history.guard(() => true);
    const restored = (async () => {
      await popped();
      await popped();
    })();
    window.history.go(-2);
    await restored;
    expect(window.location.href).toMatch(/\/a#step-token$/);
  });
});
