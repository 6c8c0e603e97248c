import type { AddressProbe, CheckView, RegistryView } from "@berth/api-contract";
import { screen } from "@testing-library/react";
import { userEvent, type UserEvent } from "@testing-library/user-event";
import { renderPage } from "../../../../test/render-page.tsx";
import { checkEvents, provenCheck, sampleCheck } from "../../../../test/sample-check.ts";
import { agreeingPreview, sampleRegistry } from "../../../../test/sample-registry.ts";
import { type Refusal, stubApi } from "../../../../test/stub-api.ts";
import { SetupPage } from "../setup-page.tsx";
import { type DraftShelf, draftShelf } from "./draft-shelf.ts";

export const image = "reg.acme.example/team/app:1";
export const secret = "s3cret-of-the-test";

export const answering: AddressProbe = {
  ok: true,
  code: "OK",
  message: "A registry answers here. It signs clients in with tokens.",
  remedies: [],
  scheme: "bearer",
  realm: "https://reg.acme.example",
  realmNeedsPin: false,
  tls: null,
  durationMs: 12,
};

export function showSetup({
  probe = (): AddressProbe | Refusal => answering,
  outcome = provenCheck(),
  save = (): { registry: RegistryView } | Refusal => ({
    registry: sampleRegistry({
      testImage: image,
      health: {
        state: "healthy",
        reason: null,
        since: null,
        checkedAt: null,
        checkId: "chk_one",
        checkedBy: null,
      },
    }),
  }),
  address = "/o/acme/registries/new",
  drafts = draftShelf(),
}: {
  probe?: () => AddressProbe | Refusal;
  outcome?: CheckView;
  save?: () => { registry: RegistryView } | Refusal;
  address?: string;
  drafts?: DraftShelf;
} = {}) {
  const api = stubApi({
    ...drafts.answers,
    "POST /organizations/{org}/address-probe": probe,
    "POST /organizations/{org}/checks": () => ({ check: sampleCheck() }),
    "GET /organizations/{org}/worker-tokens": () => ({ tokens: [], next: null }),
    "GET /organizations/{org}/checks/{id}": () => ({ check: outcome }),
    "GET /organizations/{org}/checks/{id}/events": () =>
      checkEvents({ kind: "finished", seq: 1, check: outcome }),
    "POST /organizations/{org}/registries": save,
    "GET /organizations/{org}/registries": () => ({ registries: [], next: null }),
    "GET /organizations/{org}/registries/{id}": () => ({
      registry: sampleRegistry({ testImage: image }),
    }),
    "GET /organizations/{org}/pattern-entries": () => ({ entries: [] }),
    "GET /organizations/{org}/recent-images": () => ({ images: [], daysRecorded: 0 }),
    "POST /organizations/{org}/pattern-preview": ({ body }) =>
      agreeingPreview([], { id: "", name: "", hostRule: sampleRegistry().hostRule }, body),
  });
  renderPage(<SetupPage />, {
    address,
    route: ["/o/:org/registries/new", "/o/:org/registries/drafts/:draft"],
  });
  return { api, user: userEvent.setup() };
}

export const next = () => screen.getByRole("button", { name: "Continue" });
export const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
export const host = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Host" });
export const password = () => screen.getByLabelText<HTMLInputElement>("Password or token");

export async function pasteImage(user: UserEvent, text = image) {
  await user.click(screen.getByRole("textbox", { name: /Paste an image/ }));
  await user.paste(text);
  await user.click(next());
  await heading("Where is it?");
}

export async function reachLastStep(user: UserEvent) {
  await pasteImage(user);
  await user.click(next());
  await heading("Create access");
  await user.click(next());
  await heading("Paste access");
  await user.click(password());
  await user.paste(secret);
  await user.click(next());
  await heading("Check and save");
}
