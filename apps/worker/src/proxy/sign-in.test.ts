import { expect, test, vi } from "vitest";
import { createSignIn, type Renewed } from "./sign-in.ts";

const nothing: Renewed = { header: null, trouble: null };

test("without a header the registry's challenge is answered, once for all who ask", async () => {
  const next = vi.fn(async (): Promise<Renewed> => ({ header: "Bearer a" }));
  const signIn = createSignIn(null, next);
  expect(signIn.current()).toBeNull();
  const all = await Promise.all([1, 2, 3].map(() => signIn.renew(null, ["Bearer realm=x"])));
  expect(all.map((renewed) => renewed.header)).toEqual(["Bearer a", "Bearer a", "Bearer a"]);
  expect(next.mock.calls).toEqual([[["Bearer realm=x"]]]);
  expect(signIn.current()).toBe("Bearer a");
});

test("whoever still carries an older header is given the present one", async () => {
  const next = vi.fn(async (): Promise<Renewed> => ({ header: "Bearer b" }));
  const signIn = createSignIn("Bearer a", next);
  signIn.worked("Bearer a");
  await signIn.renew("Bearer a", []);
  expect(await signIn.renew("Bearer a", [])).toEqual({ header: "Bearer b" });
  expect(next).toHaveBeenCalledTimes(1);
});

test("a header that never worked isn't replaced: the registry means it", async () => {
  const next = vi.fn(async (): Promise<Renewed> => ({ header: "Bearer b" }));
  const signIn = createSignIn("Bearer a", next);
  expect(await signIn.renew("Bearer a", [])).toEqual(nothing);
  expect(next).not.toHaveBeenCalled();
});

test("a header that worked and stopped working has run out and is replaced", async () => {
  const signIn = createSignIn("Bearer a", async () => ({ header: "Bearer b" }));
  signIn.worked("Bearer a");
  expect(await signIn.renew("Bearer a", [])).toEqual({ header: "Bearer b" });
  expect(signIn.current()).toBe("Bearer b");
  expect(await signIn.renew("Bearer b", [])).toEqual(nothing);
});

test("the same header again is no other header", async () => {
  const signIn = createSignIn("Basic a", async () => ({ header: "Basic a" }));
  signIn.worked("Basic a");
  expect(await signIn.renew("Basic a", [])).toEqual(nothing);
});

test("what kept it from getting a header is told", async () => {
  const trouble = { status: null, message: "the token service is down" };
  const signIn = createSignIn(null, async () => ({ header: null, trouble }));
  expect(await signIn.renew(null, [])).toEqual({ header: null, trouble });
});
