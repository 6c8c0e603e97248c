import type { ExplanationView } from "@berth/api-contract";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { renderPage } from "../../../../test/render-page.tsx";
import { stubApi } from "../../../../test/stub-api.ts";
import { ExplainFilePage } from "./explain-file-page.tsx";

const compose = `services:
  web:
    image: reg.acme.example/team/web:\${TAG}
    environment: { DB_PASSWORD: hunter2hunter2 }
  db:
    image: postgres:16
  api:
    image: \${REGISTRY}/team/api:1
  assets:
    build: ./assets
`;

function explained(image: string): ExplanationView {
  const covered = image.startsWith("reg.acme.example/");
  const registry = { id: "reg_ml", name: "ML" };
  return {
    image,
    canonical: image,
    mapped: null,
    notes: [],
    verdict: covered ? "uses" : "no-credential",
    sentence: covered ? "Uses 'ML'." : "No credential. None of 3 patterns matches.",
    winner: covered
      ? {
          entryId: "pat_1",
          pattern: "reg.acme.example/team/*",
          registry,
          matched: true,
          spans: [],
          reason: "",
        }
      : null,
    candidates: [],
    omitted: 3,
    hint: null,
    checks: [],
    project: null,
    checkedOn: null,
    asOf: null,
  };
}

function show(address = "/o/acme/explain/file") {
  const api = stubApi({
    "GET /organizations/{org}/projects": () => ({ projects: [], next: null }),
    "POST /organizations/{org}/explain": ({ body }) => ({
      explanations: body.images.map(explained),
    }),
  });
  renderPage(<ExplainFilePage />, { address, route: "/o/:org/explain/file" });
  const user = userEvent.setup();
  const paste = async (text: string) => {
    await user.click(screen.getByRole("textbox", { name: "File" }));
    await user.paste(text);
  };
  return { api, user, paste };
}

const row = async (line: number) => {
  const link = await screen.findByRole("button", { name: `line ${line}` }, { timeout: 5000 });
  return link.closest("tr") as HTMLElement;
};

describe("ExplainFilePage", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  test("lists every image with its line, its registry and its verdict", async () => {
    const { paste } = show();
    await paste(compose);
    await waitFor(async () => expect((await row(3)).textContent).toContain("Covered"));
    expect((await row(3)).textContent).toMatch(/service 'web'.*ML/);
    expect((await row(6)).textContent).toContain("No credential");
    expect((await row(8)).textContent).toContain("Needs a value for REGISTRY.");
    expect((await row(9)).textContent).toContain("Built locally, not pulled.");
    expect(screen.getByText("A Compose file: 4 images, 2 with a problem")).toBeTruthy();
  });

  test("sends image names and nothing else of the file, and keeps none of it in address or storage", async () => {
    const { api, paste } = show();
    await paste(compose);
    await waitFor(async () => expect((await row(3)).textContent).toContain("Covered"));
    expect(api.sent.filter(({ key }) => key.startsWith("POST")).map(({ body }) => body)).toEqual([
      { images: ["reg.acme.example/team/web", "postgres:16"], losers: 0 },
    ]);
    expect(JSON.stringify(api.sent)).not.toContain("hunter2");
    expect(window.location.href + JSON.stringify([localStorage, sessionStorage])).not.toMatch(
      /hunter2|postgres/,
    );
  });

  test("says of a variable in the tag that it doesn't matter, and asks for one in front of it", async () => {
    const { paste, user } = show();
    await paste(compose);
    expect((await row(3)).textContent).toContain("Variable in the tag: doesn't affect matching.");
    expect(screen.queryByRole("textbox", { name: /TAG/ })).toBeNull();
    await user.type(
      screen.getByRole("textbox", { name: "Value for REGISTRY" }),
      "reg.acme.example",
    );
    await waitFor(async () => expect((await row(8)).textContent).toContain("Covered"));
    expect((await row(8)).textContent).toContain("asked as reg.acme.example/team/api:1");
  });

  test("shows problems only, on demand and by address", async () => {
    const { paste, user } = show();
    await paste(compose);
    await waitFor(async () => expect((await row(3)).textContent).toContain("Covered"));
    await user.click(screen.getByRole("switch", { name: "Problems only" }));
    await waitFor(() => expect(screen.queryByRole("button", { name: "line 3" })).toBeNull());
    expect(await row(6)).toBeTruthy();
    expect(window.location.search).toBe("?show=problems");
  });

  test("leads to the line in the file", async () => {
    const { paste, user } = show();
    await paste(compose);
    await user.click(await screen.findByRole("button", { name: "line 6" }));
    const field = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "File" });
    expect(document.activeElement).toBe(field);
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe(
      "    image: postgres:16",
    );
  });

  test("names line and column of what is no YAML and reads the rest all the same", async () => {
    const { paste } = show();
    await paste('services:\n  db:\n    image: postgres:16\n  web:\n    image: "open\n');
    expect(await screen.findByRole("button", { name: "Line 5, column 12" })).toBeTruthy();
    expect(screen.getByText(/The quote that opens here is never closed/)).toBeTruthy();
    expect((await row(3)).textContent).toContain("postgres:16");
  });

  test("asks for the rendered output where it is given a Helm template", async () => {
    const { paste } = show();
    await paste("kind: Pod\nspec:\n  containers:\n    - image: {{ .Values.image }}\n");
    expect(await screen.findByText(/This is a Helm template. Use the output of/)).toBeTruthy();
  });

  test("reads a chosen file by its name, and refuses one that is too large to be a manifest", async () => {
    const { user } = show();
    const input = document.querySelector<HTMLInputElement>('input[type="file"]') as HTMLElement;
    await user.upload(
      input,
      new File(
        ["- step:\n    name: train\n    image: python:3.12\n    command: x\n"],
        "valohai.yaml",
      ),
    );
    expect((await row(3)).textContent).toContain("step 'train'");
    await user.upload(input, new File(["x".repeat(2 * 1024 * 1024)], "huge.yaml"));
    expect((await screen.findByRole("alert")).textContent).toBe(
      "huge.yaml has 2.1 MB; at most 1 MB is read.",
    );
  });

  test("copies the list as Markdown", async () => {
    const { paste, user } = show();
    await paste(compose);
    await waitFor(async () => expect((await row(3)).textContent).toContain("Covered"));
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await user.click(screen.getByRole("button", { name: "Copy Markdown" }));
    const [text = ""] = write.mock.calls[0] ?? [];
    expect(text.split("\n")[2]).toBe(
      "| reg.acme.example/team/web:${TAG} | 3 | service 'web' | ML | reg.acme.example/team/* | Covered | reg.acme.example/team/* covers it. |",
    );
    expect(within(await row(3)).getByRole("link", { name: "ML" })).toBeTruthy();
  });
});
