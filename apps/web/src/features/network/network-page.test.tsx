import { cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import { stubApi } from "../../../test/stub-api.ts";
import { NetworkPage } from "./network-page.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const limits = {
  resolveMs: 2000,
  connectMs: 3000,
  tlsMs: 3000,
  headersMs: 5000,
  requestMs: 15_000,
};

function show() {
  renderPage(<NetworkPage />, {
    address: "/o/acme/settings/network",
    route: "/o/:org/settings/network",
    role: "admin",
  });
}

test("a host is tried, and the answer names the rule that decides; what is no host says so at the field", async () => {
  const user = userEvent.setup();
  const { sent } = stubApi({
    "GET /organizations/{org}/outbound-policy": () => ({
      opened: { hosts: false, networks: true, plainText: false },
      limits,
      registries: [],
    }),
    "POST /organizations/{org}/outbound-policy/trial": ({ body }) =>
      body.host === "https://x"
        ? {
            refused: 422,
            error: {
              code: "validation_failed",
              message: "Look at the fields.",
              issues: [{ path: "host", code: "scheme", message: "Enter the host alone." }],
            },
          }
        : {
            host: "registry:5000",
            unicode: null,
            scheme: "https",
            verdict: "refused",
            rule: "local-name",
          },
  });
  show();
  await user.type(screen.getByLabelText("Host"), "registry:5000");
  await user.click(screen.getByRole("button", { name: "Try host" }));
  expect(await screen.findByText("Refused")).toBeTruthy();
  expect(screen.getAllByText(/means something only inside one network/)).not.toHaveLength(0);
  expect(sent.at(-1)?.body).toEqual({ host: "registry:5000" });

  await user.clear(screen.getByLabelText("Host"));
  await user.type(screen.getByLabelText("Host"), "https://x");
  await user.click(screen.getByRole("button", { name: "Try host" }));
  expect(await screen.findByRole("link", { name: "Enter the host alone." })).toBeTruthy();
  expect(screen.queryByText("Refused")).toBeNull();
  const rules = screen.getByRole("table", { name: "Rules in force" });
  expect(within(rules).getByText("Open for the networks that the operator lists.")).toBeTruthy();
});

test("each host of the registries stands there once and can be tried, unless it stands for many", async () => {
  const user = userEvent.setup();
  stubApi({
    "GET /organizations/{org}/outbound-policy": () => ({
      opened: { hosts: false, networks: false, plainText: false },
      limits,
      registries: [
        { id: "reg_1", name: "Team apps", hosts: ["registry.example.com"] },
        { id: "reg_3", name: "Cache", hosts: ["registry.example.com"] },
        { id: "reg_2", name: "ECR", hosts: ["123456789012.dkr.ecr.*.amazonaws.com"] },
      ],
    }),
    "POST /organizations/{org}/outbound-policy/trial": ({ body }) => ({
      host: body.host,
      unicode: null,
      scheme: "https",
      verdict: "allowed",
      rule: "public",
    }),
  });
  show();
  const table = await screen.findByRole("table", { name: "Hosts of your registries" });
  const [row] = within(table).getAllByRole("row", { name: /registry\.example\.com/ });
  expect(
    within(row as HTMLElement)
      .getAllByRole("link")
      .map((link) => link.textContent),
  ).toEqual(["Team apps", "Cache"]);
  await user.click(within(table).getByRole("button", { name: "Try registry.example.com" }));
  expect(await within(table).findByText("Allowed")).toBeTruthy();
  expect(within(table).getAllByRole("button")).toHaveLength(1);
});
