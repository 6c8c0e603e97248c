import { cleanup, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../test/render-page.tsx";
import {
  checkEvents,
  provenCheck,
  rejectedCheck,
  sampleCheck,
} from "../../../test/sample-check.ts";
import { sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { CheckPage } from "./check-page.tsx";

const registry = { id: "reg_ml", name: "ML" };
const refusal = {
  confidence: "certain" as const,
  symptom: "Signed in, but no right to pull from `ml/hidden`.",
  causes: [] as string[],
  remedies: ["Allow it."],
};

function show({
  check = rejectedCheck({ registry, subject: "registry" }),
  address = "/o/acme/registries/reg_ml/checks/chk_one",
  missing = false,
  saved = sampleRegistry(),
} = {}) {
  const copied: string[] = [];
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(async (text) => {
    copied.push(text);
  });
  const api = stubApi({
    "GET /organizations/{org}/checks/{id}": () =>
      missing
        ? { refused: 404, error: { code: "not_found", message: "Nothing here." } }
        : { check },
    "GET /organizations/{org}/registries/{id}": () => ({ registry: saved }),
    "GET /organizations/{org}/checks/{id}/events": () =>
      checkEvents({ kind: "finished", seq: 1, check: provenCheck({ registry }) }),
    "POST /organizations/{org}/checks": () => ({
      check: sampleCheck({ id: "chk_two", registry, subject: "registry" }),
    }),
  });
  renderPage(<CheckPage />, { address, route: "/o/:org/registries/:id/checks/:check" });
  return { api, user, copied };
}

describe("a check's page", () => {
  beforeEach(() => {
    window.localStorage.clear();
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  test("shows a check that is over, with its limits", async () => {
    show();
    await screen.findByRole("heading", { level: 1, name: "Check of reg.acme.example/team/app:1" });
    expect(screen.getByRole("heading", { name: /The registry rejected/ })).toBeTruthy();
    expect(screen.getByText(/Workers may reach the registry through another network/)).toBeTruthy();
  });

  test("shows how access is created where the identity is to blame, with the refused repository", async () => {
    const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    const { user } = show({
      check: rejectedCheck({
        registry,
        subject: "registry",
        image: `${host}/ml/hidden:1`,
        diagnosis: { ...refusal, code: "AWS-PULL", outcome: "denied_or_missing" },
      }),
      saved: sampleRegistry({
        host,
        type: "aws-ecr",
        settings: {
          accountId: "123456789012",
          regions: ["eu-west-1"],
          repositories: ["ml/app"],
          method: "access-key",
        },
      }),
    });
    await user.click(await screen.findByText(/how access is created, with this registry's names$/));
    for (const path of ["ml/app", "ml/hidden"]) {
      expect(
        screen.getByText(new RegExp(`arn:aws:ecr:eu-west-1:123456789012:repository/${path}`)),
      ).toBeTruthy();
    }
    expect(screen.queryByRole("button", { name: "All repositories" })).toBeNull();
  });

  test("follows a check that still runs to its end", async () => {
    show({ check: sampleCheck({ registry, subject: "registry" }) });
    expect(await screen.findByRole("heading", { name: /The credential can pull/ })).toBeTruthy();
  });

  test("leads to the check's own registry", async () => {
    show({ address: "/o/acme/registries/reg_other/checks/chk_one" });
    await screen.findByRole("heading", { level: 1, name: /^Check of/ });
    await waitFor(() =>
      expect(window.location.pathname).toBe("/o/acme/registries/reg_ml/checks/chk_one"),
    );
  });

  test("runs again by r, and the new check has an address of its own", async () => {
    const { user, api } = show();
    await screen.findByRole("button", { name: "Run again" });
    await user.keyboard("r");
    await waitFor(() =>
      expect(window.location.pathname).toBe("/o/acme/registries/reg_ml/checks/chk_two"),
    );
    expect(api.sent.find(({ key }) => key.startsWith("POST"))?.body).toEqual({
      subject: "registry",
      registryId: "reg_ml",
      image: "reg.acme.example/team/app:1",
    });
  });

  test("can't run a secret again that was never saved", async () => {
    show({ check: rejectedCheck({ registry: null, subject: "form" }) });
    await screen.findByRole("heading", { level: 1, name: /^Check of/ });
    expect(screen.queryByRole("button", { name: "Run again" })).toBeNull();
    expect(screen.getByText(/tried a secret that was not saved/)).toBeTruthy();
  });

  test("copies a report by c that stands by itself", async () => {
    const { user, copied } = show();
    await screen.findByRole("heading", { level: 1, name: /^Check of/ });
    await user.keyboard("c");
    await waitFor(() => expect(copied).toHaveLength(1));
    expect(copied[0]).toContain("# Check of reg.acme.example/team/app:1");
    expect(copied[0]).toContain("The registry rejected the user name or secret.");
    expect(copied[0]).toContain("5. Token: FAILED");
    expect(copied[0]).toContain("/o/acme/registries/reg_ml/checks/chk_one");
  });
});
