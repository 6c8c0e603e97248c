import type { Effect, MovedImage, PreviewAnswer, RegistryView } from "@berth/api-contract";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { registryQuery } from "#src/api/registries.ts";
import { renderPage } from "../../../test/render-page.tsx";
import {
  agreeingPreview,
  entriesOf,
  samplePattern,
  sampleRegistry,
} from "../../../test/sample-registry.ts";
import { type Refusal, stubApi } from "../../../test/stub-api.ts";
import { RegistryPatternsPage } from "./registry-patterns-page.tsx";

const team = "reg.acme.example/team/*";
const prod = sampleRegistry({
  id: "reg_prod",
  name: "Prod",
  patterns: [samplePattern("reg.acme.example/*")],
});

const pulled = ["reg.acme.example/team/app", "reg.acme.example/team/train", "alpine"];

function show({
  role = "admin" as const,
  others = [prod],
  save = (): RegistryView | Refusal => ({ ...saved, version: 2 }),
  preview = {},
  search = "",
}: {
  role?: "admin" | "support" | "member";
  others?: RegistryView[];
  save?: (body: { patterns?: string[] | undefined; version: number }) => RegistryView | Refusal;
  preview?: Partial<PreviewAnswer>;
  search?: string;
} = {}) {
  let current = saved;
  const entries = entriesOf(saved, ...others);
  const api = stubApi({
    "GET /organizations/{org}/registries/{id}": () => ({ registry: current }),
    "PATCH /organizations/{org}/registries/{id}": ({ body }) => {
      const answer = save(body);
      if ("refused" in answer) return answer;
      current = answer;
      return { registry: answer };
    },
    "GET /organizations/{org}/pattern-entries": () => ({ entries }),
    "GET /organizations/{org}/recent-images": () => ({
      images: pulled.map((image) => ({ image, pulls: 3, projects: ["train"] })),
      daysRecorded: 30,
    }),
    "GET /organizations/{org}/registries/{id}/expectations": () => ({ expectations: [] }),
    "POST /organizations/{org}/pattern-preview": ({ body }) => ({
      ...agreeingPreview(entries, saved, body),
      effect: effectFor(body.edit.patterns),
      ...preview,
    }),
  });
  const rendered = renderPage(<RegistryPatternsPage />, {
    address: `/o/acme/registries/reg_ml/patterns${search}`,
    route: "/o/:org/registries/:id/patterns",
    role,
  });
  const change = (registry: RegistryView) => {
    current = registry;
    return rendered.queryClient.invalidateQueries({
      queryKey: registryQuery("acme", "reg_ml").queryKey,
    });
  };
  return { api, user: userEvent.setup(), change };
}

const saved = sampleRegistry();

/** Without its only pattern, both images of the team go to Prod. */
function effectFor(patterns: readonly string[]): Effect {
  const moved = patterns.includes(team) ? [] : pulled.slice(0, 2);
  return {
    gain: [],
    switch: moved.map(toProd),
    lose: [],
    unchanged: 3 - moved.length,
    daysRecorded: 30,
  };
}

function toProd(image: string): MovedImage {
  return {
    image,
    now: { registryId: "reg_ml", registryName: "ML", pattern: team },
    after: { registryId: "reg_prod", registryName: "Prod", pattern: "reg.acme.example/*" },
    pulls: 3,
    projects: ["train"],
  };
}

const field = () => screen.findByRole<HTMLInputElement>("textbox", { name: "Pattern 1" });
const retype = async (user: ReturnType<typeof userEvent.setup>, text: string) => {
  const input = await field();
  await user.clear(input);
  await user.type(input, text);
};

describe("RegistryPatternsPage", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("names on the save button how many images change, and lists each behind its count", async () => {
    const { user } = show();
    await screen.findByText("2 of 2 images match", { selector: "p" });
    await retype(user, "reg.acme.example/elsewhere/*");
    expect(screen.getByRole("button", { name: "Save patterns (2 images change)" })).toBeTruthy();
    await user.click(screen.getByText("Switch credential"));
    const table = await screen.findByRole("table", { name: "Switch credential" });
    expect(within(table).getByText("reg.acme.example/team/train")).toBeTruthy();
    expect(within(table).getAllByText("Prod")).toHaveLength(2);
  });

  test("saves nothing that moves images before somebody has agreed to it", async () => {
    const { user, api } = show({
      save: ({ patterns = [] }) => ({
        ...saved,
        version: 2,
        patterns: patterns.map(samplePattern),
      }),
    });
    await screen.findByText("2 of 2 images match", { selector: "p" });
    await retype(user, "reg.acme.example/elsewhere/*");
    await user.click(screen.getByRole("button", { name: /^Save patterns/ }));
    const dialog = await screen.findByRole("alertdialog");
    expect(within(dialog).getByText("2 images get another registry's credential.")).toBeTruthy();
    expect(within(dialog).getByText("reg.acme.example/team/app")).toBeTruthy();
    expect(api.sent.filter(({ key }) => key.startsWith("PATCH"))).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Save patterns" }));
    expect(await screen.findByText("Saved.")).toBeTruthy();
    expect(
      screen.getByText(/2 images changed credential; their next pulls appear in/),
    ).toBeTruthy();
    expect(api.sent.find(({ key }) => key.startsWith("PATCH"))?.body).toEqual({
      version: 1,
      patterns: ["reg.acme.example/elsewhere/*"],
    });
  });

  test("leads from the summary to a row that stands on another page of the list", async () => {
    const { user } = show();
    await field();
    for (let more = 0; more < 11; more++)
      await user.click(await screen.findByRole("button", { name: "Add pattern" }));
    await user.click(await screen.findByRole("textbox", { name: "Pattern 12" }));
    await user.paste("reg.acme.example/team/");
    await user.click(screen.getByRole("button", { name: "Previous page" }));
    expect(screen.queryByRole("textbox", { name: "Pattern 12" })).toBeNull();
    await user.click(screen.getByRole("button", { name: /^Save patterns/ }));
    const summary = await screen.findByRole("region", { name: "There is a problem" });
    await user.click(within(summary).getByRole("link"));
    const row = await screen.findByRole("textbox", { name: "Pattern 12" });
    await waitFor(() => expect(document.activeElement).toBe(row));
  });

  test("saves at once what moves no image, without blank rows", async () => {
    const { user, api } = show({
      save: ({ patterns = [] }) => ({
        ...saved,
        version: 2,
        patterns: patterns.map(samplePattern),
      }),
    });
    await field();
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.type(screen.getByRole("textbox", { name: "Pattern 2" }), "reg.acme.example/new/*");
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.click(screen.getByRole("button", { name: "Save patterns" }));
    expect(
      await screen.findByText("No image pulled in the last 30 days changed its credential."),
    ).toBeTruthy();
    expect(api.sent.find(({ key }) => key.startsWith("PATCH"))?.body).toMatchObject({
      patterns: [team, "reg.acme.example/new/*"],
    });
    expect(screen.queryByRole("textbox", { name: "Pattern 3" })).toBeNull();
  });

  test("stops a save that breaks an expectation until a reason is given", async () => {
    const { user, api } = show({
      preview: {
        brokenExpectations: [
          { image: "reg.acme.example/team/app", registryName: "ML", after: "Prod" },
        ],
      },
      save: ({ patterns = [] }) => ({
        ...saved,
        version: 2,
        patterns: patterns.map(samplePattern),
      }),
    });
    await field();
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.type(screen.getByRole("textbox", { name: "Pattern 2" }), "reg.acme.example/new/*");
    const box = await screen.findByRole("region", { name: "Broken expectations" });
    expect(box.textContent).toContain("reg.acme.example/team/app would use 'Prod'.");
    await user.click(screen.getByRole("button", { name: "Save patterns" }));
    expect(document.activeElement).toBe(box);
    await user.click(screen.getByRole("button", { name: "Save anyway" }));
    expect(screen.getByText("Say why these patterns should be saved anyway.")).toBeTruthy();
    expect(api.sent.filter(({ key }) => key.startsWith("PATCH"))).toEqual([]);
    await user.type(screen.getByRole("textbox", { name: "Reason" }), "The team moves on Monday.");
    await user.click(screen.getByRole("button", { name: "Save anyway" }));
    expect(await screen.findByText("Saved.")).toBeTruthy();
    expect(api.sent.find(({ key }) => key.startsWith("PATCH"))?.body).toMatchObject({
      overrideReason: "The team moves on Monday.",
    });
  });

  test("says which line broke where only the server has noticed", async () => {
    const { user } = show({
      save: () => ({
        refused: 409,
        error: {
          code: "expectation_broken",
          message: "An image would no longer use its registry.",
          issues: [{ path: "patterns", message: "`reg.acme.example/x` would match no pattern." }],
        },
      }),
    });
    await field();
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.type(screen.getByRole("textbox", { name: "Pattern 2" }), "reg.acme.example/new/*");
    await user.click(screen.getByRole("button", { name: "Save patterns" }));
    const box = await screen.findByRole("region", { name: "Broken expectations" });
    expect(box.textContent).toContain("reg.acme.example/x would match no pattern.");
    await waitFor(() => expect(document.activeElement).toBe(box));
  });

  test("shows both versions where somebody else has saved, and loses nothing typed", async () => {
    const theirs: RegistryView = {
      ...saved,
      version: 2,
      patterns: [samplePattern("reg.acme.example/jussi/*")],
      updatedBy: { id: "usr_jussi", name: "Jussi" },
    };
    const { user, api, change } = show({
      save: ({ version, patterns = [] }) =>
        version === 1
          ? { refused: 409, error: { code: "conflict", message: "Jussi changed this registry." } }
          : { ...theirs, version: 3, patterns: patterns.map(samplePattern) },
    });
    await field();
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.type(screen.getByRole("textbox", { name: "Pattern 2" }), "reg.acme.example/new/*");
    await change(theirs);
    const box = await screen.findByRole("region", { name: "Two versions" });
    expect(box.textContent).toMatch(/Jussi changed these patterns/);
    expect(within(box).getByText("reg.acme.example/jussi/*")).toBeTruthy();
    expect(within(box).getByText("reg.acme.example/new/*")).toBeTruthy();
    await user.click(within(box).getByRole("button", { name: "Keep mine" }));
    expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Pattern 2" }).value).toBe(
      "reg.acme.example/new/*",
    );
    await user.click(screen.getByRole("button", { name: /^Save patterns/ }));
    expect(await screen.findByText("Saved.")).toBeTruthy();
    expect(api.sent.filter(({ key }) => key.startsWith("PATCH")).map(({ body }) => body)).toEqual([
      { version: 2, patterns: [team, "reg.acme.example/new/*"] },
    ]);
  });

  test("shows both versions when the conflict comes to light with the save, and can take the other", async () => {
    const theirs: RegistryView = {
      ...saved,
      version: 2,
      patterns: [samplePattern("reg.acme.example/jussi/*")],
      updatedBy: { id: "usr_jussi", name: "Jussi" },
    };
    const page = show({
      save: () => {
        void page.change(theirs);
        return { refused: 409, error: { code: "conflict", message: "Jussi changed it." } };
      },
    });
    const { user } = page;
    await field();
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.type(screen.getByRole("textbox", { name: "Pattern 2" }), "reg.acme.example/new/*");
    await user.click(screen.getByRole("button", { name: "Save patterns" }));
    await user.click(await screen.findByRole("button", { name: "Take theirs" }));
    expect((await field()).value).toBe("reg.acme.example/jussi/*");
    expect(screen.queryByRole("button", { name: /^Save patterns/ })).toBeNull();
  });

  test("says for each pattern which clients can follow it, and why one can't", async () => {
    show();
    const section = await screen.findByRole("region", { name: "Ways to pull" });
    const row = (await within(section).findByText(team)).closest("li");
    expect(row?.textContent).toContain("1 of 4 ways");
    expect(row?.textContent).toMatch(/Credential helper\s*Not served.*'ML' and 'Prod' share/);
    expect(row?.textContent).toMatch(/Kubelet plugin\s*Not served.*tokens are neither/);
  });

  test("asks twice before a registry serves clients that know only the host", async () => {
    const { user, api } = show({
      save: () => ({ ...saved, version: 2, servesHostOnly: true }),
    });
    const section = await screen.findByRole("region", { name: "Ways to pull" });
    await user.click(
      await within(section).findByRole("switch", { name: "Serve clients that know only the host" }),
    );
    await user.click(
      within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Serve them" }),
    );
    await within(section).findByText(/^On: Docker's credential helper/);
    expect(api.sent.find(({ key }) => key.startsWith("PATCH"))?.body).toEqual({
      version: 1,
      servesHostOnly: true,
    });
  });

  test("follows a change from elsewhere while nothing is typed", async () => {
    const { change } = show();
    await field();
    await change({ ...saved, version: 2, patterns: [samplePattern("reg.acme.example/new/*")] });
    await waitFor(async () => expect((await field()).value).toBe("reg.acme.example/new/*"));
  });

  test("leads from the summary to the row that the server refused", async () => {
    const { user } = show({
      save: () => ({
        refused: 409,
        error: {
          code: "pattern_taken",
          message: "'Prod' already has it.",
          issues: [{ path: "patterns.1", message: "'Prod' already has it." }],
        },
      }),
    });
    await field();
    await user.click(screen.getByRole("button", { name: "Add pattern" }));
    await user.type(screen.getByRole("textbox", { name: "Pattern 2" }), "reg.acme.example/new/*");
    await user.click(screen.getByRole("button", { name: "Save patterns" }));
    await user.click(await screen.findByRole("link", { name: "'Prod' already has it." }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Pattern 2" }));
  });

  test("brings a change along in the address, with its effect, and saves nothing by itself", async () => {
    const { api } = show({
      search: `?${new URLSearchParams({ from: team, to: "reg.acme.example/team/app/*" })}`,
    });
    expect((await field()).value).toBe("reg.acme.example/team/app/*");
    expect(await screen.findByRole("button", { name: /^Save patterns/ })).toBeTruthy();
    expect(api.sent.filter(({ key }) => key.startsWith("PATCH"))).toEqual([]);
  });

  test("lets support try images and read patterns, and change nothing", async () => {
    const { api } = show({ role: "support" });
    expect((await field()).readOnly).toBe(true);
    expect(await screen.findByText("2 of 2 images match", { selector: "p" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Add|Remove|Save|expect/ })).toBeNull();
    expect(api.sent.some(({ key }) => key.includes("preview"))).toBe(false);
  });

  test("shows a member the patterns alone and asks for nothing else", async () => {
    const { api } = show({ role: "member" });
    expect(await screen.findByText(team)).toBeTruthy();
    expect(api.sent.map(({ key }) => key)).toEqual(["GET /organizations/{org}/registries/{id}"]);
  });
});
