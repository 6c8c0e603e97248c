import { useQuery } from "@tanstack/react-query";
import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { renderPage } from "../../test/render-page.tsx";
import { PageHeader } from "#src/ui/page-header.tsx";
import { DataRegion } from "./data-region.tsx";

afterEach(cleanup);

test("a page whose title comes with its data has one until then and where there is no data, and the focus waits for the last", async () => {
  const turns: { give: (name: string) => void; fail: () => void }[] = [];
  function Page() {
    const query = useQuery({
      queryKey: ["ship"],
      retry: false,
      queryFn: () =>
        new Promise<string>((give, refuse) => {
          turns.push({ give, fail: () => refuse(new Error("no answer")) });
        }),
    });
    return (
      <main>
        <DataRegion
          query={query}
          what="the ship"
          skeleton={null}
          page={{ title: "Ship", breadcrumb: [] }}
        >
          {(name) => <PageHeader title={name} />}
        </DataRegion>
      </main>
    );
  }
  renderPage(<Page />, { address: "/o/acme/ships/1", route: "/o/:org/ships/:id" });
  const title = () => screen.getByRole("heading", { level: 1 });
  expect(title().textContent).toBe("Ship");
  expect(title().hasAttribute("tabindex")).toBe(false);
  expect(document.title).toBe("Ship – Acme – Berth");

  turns[0]?.fail();
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(title().textContent).toBe("Ship");
  expect(title().getAttribute("tabindex")).toBe("-1");

  again.focus();
  fireEvent.click(again);
  turns[1]?.give("Aurora");
  expect(await screen.findByRole("heading", { level: 1, name: "Aurora" })).toBe(
    document.activeElement,
  );
});
