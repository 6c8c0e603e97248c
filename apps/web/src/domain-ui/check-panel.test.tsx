import type { CheckEventView } from "@berth/api-contract";
import { QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createQueryClient } from "#src/api/query-client.ts";
import { checkQuery } from "#src/api/use-check.ts";
import { onAnnouncement } from "#src/lib/announcer.ts";
import {
  checkEvents,
  provenCheck,
  rejectedCheck,
  sampleCheck,
  sampleStep,
} from "../../test/sample-check.ts";
import { stubApi } from "../../test/stub-api.ts";
import { CheckPanel } from "./check-panel.tsx";

const steps: CheckEventView[] = [
  { kind: "step", seq: 1, step: sampleStep("credential", "passed", "Pattern → ML") },
  { kind: "step", seq: 2, step: sampleStep("token", "started", "Asking") },
  { kind: "step", seq: 3, step: sampleStep("token", "failed", "Answered `401`.") },
  { kind: "step", seq: 4, step: sampleStep("token", "failed", "Answered `401`.") },
];

function show({
  events = [...steps, { kind: "finished", seq: 5, check: rejectedCheck() }] as CheckEventView[],
  begun = sampleCheck(),
} = {}) {
  const spoken: string[] = [];
  const stop = onAnnouncement((message) => spoken.push(message));
  const api = stubApi({
    "GET /organizations/{org}/checks/{id}": () => ({ check: begun }),
    "GET /organizations/{org}/checks/{id}/events": () => checkEvents(...events),
    "POST /organizations/{org}/checks/{id}/cancel": () => ({
      check: sampleCheck({ status: "cancelled" }),
    }),
  });
  const queryClient = createQueryClient();
  queryClient.setQueryData(checkQuery("acme", begun.id).queryKey, begun);
  render(
    <QueryClientProvider client={queryClient}>
      <button type="button">Check now</button>
      <CheckPanel org="acme" check={begun.id} />
    </QueryClientProvider>,
  );
  return { api, spoken, stop, user: userEvent.setup() };
}

describe("CheckPanel", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("has start, failing step and end read out, each once", async () => {
    const { spoken, stop } = show();
    await screen.findByRole("heading", { name: /The registry rejected/ });
    await waitFor(() => expect(spoken.at(-1)).toMatch(/Check finished: failed at token$/));
    const heard = spoken.join(" ");
    for (const words of [/Check started/g, /Token failed\. Answered 401\./g, /Check finished/g]) {
      expect(heard.match(words)).toHaveLength(1);
    }
    stop();
  });

  test("says nothing of a check that was over before the page opened", async () => {
    const { spoken, stop } = show({ begun: provenCheck() });
    await screen.findByRole("heading", { name: /The credential can pull/ });
    expect(spoken).toEqual([]);
    stop();
  });

  test("puts the diagnosis above the trace and says from where it was checked", async () => {
    const { stop } = show();
    const diagnosis = await screen.findByRole("heading", { name: /The registry rejected/ });
    const trace = screen.getByRole("list", { name: /Steps of the check/ });
    expect(diagnosis.compareDocumentPosition(trace)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByText(/Workers may reach the registry through another network/)).toBeTruthy();
    stop();
  });

  test("moves the focus to the diagnosis only for somebody who stayed at the button", async () => {
    const { stop } = show();
    screen.getByRole("button", { name: "Check now" }).focus();
    const heading = await screen.findByRole("heading", { name: /The registry rejected/ });
    // The focus was put onto the button after the check had begun: the person has gone elsewhere.
    expect(document.activeElement).not.toBe(heading);
    stop();
  });

  test("can be cancelled while it runs, and the focus is not lost with the button", async () => {
    const { user, api, stop } = show({ events: steps.slice(0, 2) });
    await user.click(await screen.findByRole("button", { name: "Cancel check" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "Cancel check" })).toBeNull());
    expect(api.sent.map(({ key }) => key)).toContain(
      "POST /organizations/{org}/checks/{id}/cancel",
    );
    stop();
  });
});
