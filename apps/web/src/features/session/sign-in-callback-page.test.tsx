import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { sessionQuery } from "#src/api/session.ts";
import { renderPage } from "../../../test/render-page.tsx";
import { stubApi } from "../../../test/stub-api.ts";
import { SignInCallbackPage } from "./sign-in-callback-page.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const over = "This sign-in took too long, or was begun in another browser. Begin again.";

function show(refusal: "not_found" | "sign_in_failed", signedIn: boolean): void {
  const refused = { not_found: 404, sign_in_failed: 401 }[refusal];
  const nobody = { code: "session_required", message: "Sign in." } as const;
  stubApi({
    "POST /sign-in/single-sign-on/finish": () => ({
      refused,
      error: { code: refusal, message: refusal === "not_found" ? "Nothing here." : over },
    }),
    "GET /session": () => ({ refused: 401, error: nobody }),
  });
  const address = "/sign-in/callback?code=stolen&state=guessed";
  const { queryClient } = renderPage(<SignInCallbackPage />, {
    address,
    route: "/sign-in/callback",
  });
  if (!signedIn) void queryClient.resetQueries(sessionQuery);
}

test("without an identity provider an answer of one is told for what it is, with the way to sign in", async () => {
  show("not_found", false);
  expect(await screen.findByRole("heading", { name: "You are not signed in" })).toBeTruthy();
  expect(screen.getByText(/this Berth server works with none/)).toBeTruthy();
  expect(screen.getByText(/Sign in with your e-mail address and password/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Back to sign-in" }).getAttribute("href")).toBe("/login");
  expect(screen.queryByText("Nothing here.")).toBeNull();
});

test("a stale answer does not say of somebody who is signed in that they are not", async () => {
  show("sign_in_failed", true);
  expect(await screen.findByRole("heading", { name: "You are signed in already" })).toBeTruthy();
  expect(screen.getByText(over)).toBeTruthy();
  expect(screen.getByText("You are still signed in as aino@example.com.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the start page" })).toBeTruthy();
});
