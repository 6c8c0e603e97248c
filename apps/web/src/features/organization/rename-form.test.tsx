import { cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { afterEach, expect, test, vi } from "vitest";
import { sessionQuery } from "#src/api/session.ts";
import { OrganizationLayout } from "#src/shell/organization-layout.tsx";
import { renderPage } from "../../../test/render-page.tsx";
import { stubApi } from "../../../test/stub-api.ts";
import { OrganizationPage } from "./organization-page.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Every text that the page has shown so far, also for a moment. */
function watchTexts(): Set<string> {
  const texts = new Set<string>();
  new MutationObserver(() => texts.add(document.body.textContent)).observe(document.body, {
    childList: true,
    subtree: true,
    characterData: true,
  });
  return texts;
}

function show() {
  const { queryClient } = renderPage(
    <Routes>
      <Route path=":org" element={<OrganizationLayout />}>
        <Route path="settings/organization" element={<OrganizationPage />} />
      </Route>
    </Routes>,
    { address: "/o/acme/settings/organization?from=mail", route: "/o/*", role: "owner" },
  );
  const session = queryClient.getQueryData(sessionQuery.queryKey);
  if (!session) throw new Error("nobody is signed in");
  const renamed = {
    ...session,
    organizations: session.organizations.map((one) => ({ ...one, slug: "acme-ltd" })),
  };
  return { queryClient, session, renamed };
}

const missing = /can't find that page/;

test("a page goes on under the organization's new address, and never says that there is none", async () => {
  const user = userEvent.setup();
  const { session, renamed } = show();
  let saved = false;
  stubApi({
    "PATCH /organizations/{org}": () => {
      saved = true;
      return { organization: { id: "org_acme", slug: "acme-ltd", name: "Acme" } };
    },
    "GET /session": () => (saved ? renamed : session),
  });
  const texts = watchTexts();
  const field = await screen.findByLabelText("Name in addresses");
  await user.clear(field);
  await user.type(field, "acme-ltd");
  await user.click(screen.getByRole("button", { name: "Save name" }));
  await waitFor(() => expect(window.location.pathname).toBe("/o/acme-ltd/settings/organization"));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect([...texts].filter((text) => missing.test(text))).toEqual([]);
  expect(window.location.search).toBe("?from=mail");
});

test("a page that is open while somebody else renames the organization follows", async () => {
  stubApi({});
  const { queryClient, renamed } = show();
  await screen.findByLabelText("Name in addresses");
  const texts = watchTexts();
  queryClient.setQueryData(sessionQuery.queryKey, renamed);
  await waitFor(() => expect(window.location.pathname).toBe("/o/acme-ltd/settings/organization"));
  expect([...texts].filter((text) => missing.test(text))).toEqual([]);
});
