import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { renderPage } from "../../test/render-page.tsx";
import { stubApi } from "../../test/stub-api.ts";
import { PageHeader } from "#src/ui/page-header.tsx";
import { PagePart } from "#src/ui/page-part.ts";
import { NoPermissionPage } from "./no-permission-page.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("inside a page that the person may open, a part that they may not is no second page", async () => {
  stubApi({ "GET /organizations/{org}/members": () => ({ members: [] }) });
  renderPage(
    <>
      <PageHeader title="Team apps" />
      <PagePart value={true}>
        <NoPermissionPage area="checks" />
      </PagePart>
    </>,
    { address: "/o/acme/registries/1/checks", route: "/o/:org/*", role: "member" },
  );
  expect(
    await screen.findByRole("heading", { level: 2, name: "You can't open checks" }),
  ).toBeTruthy();
  expect(
    screen.getAllByRole("heading", { level: 1 }).map(({ textContent }) => textContent),
  ).toEqual(["Team apps"]);
});
