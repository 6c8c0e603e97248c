import { useQuery } from "@tanstack/react-query";
import { cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { patternEntriesQuery } from "#src/api/patterns.ts";
import { renderPage } from "../../../test/render-page.tsx";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { NameForm } from "./name-form.tsx";

const registry = sampleRegistry();

/** A page that shows, beside the form, something that rests on the registry. */
function Page() {
  const [open, setOpen] = useState(true);
  const entries = useQuery(patternEntriesQuery("acme"));
  return (
    <>
      {open ? <NameForm org="acme" registry={registry} onClose={() => setOpen(false)} /> : null}
      <p>{entries.isFetching ? "Reading" : "Read"}</p>
    </>
  );
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the form closes with its save, while what rests on the registry is still being read anew", async () => {
  let reads = 0;
  stubApi({
    "GET /organizations/{org}/pattern-entries": () => {
      reads += 1;
      return reads === 1 ? { entries: [] } : new Promise<never>(() => {});
    },
    "PATCH /organizations/{org}/registries/{id}": ({ body }) => ({
      registry: { ...registry, name: body.name ?? "", version: 2 },
    }),
  });
  renderPage(<Page />, { address: "/o/acme/registries/reg_ml", route: "/o/:org/registries/:id" });
  const user = userEvent.setup();
  await screen.findByText("Read");
  const name = screen.getByRole("textbox", { name: "Name" });
  await user.clear(name);
  await user.type(name, "Another name");
  await user.click(screen.getByRole("button", { name: "Save name" }));
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Name" })).toBeNull());
  expect(screen.getByText("Reading")).toBeTruthy();
  expect(reads).toBe(2);
});
