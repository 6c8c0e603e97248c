import type { PreviewAnswer } from "@berth/api-contract";
import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createQueryClient } from "#src/api/query-client.ts";
import { agreeingPreview, entriesOf, sampleRegistry } from "../../../test/sample-registry.ts";
import { stubApi } from "../../../test/stub-api.ts";
import { PatternTester } from "./pattern-tester.tsx";

const registry = sampleRegistry();
const prod = sampleRegistry({
  id: "reg_prod",
  name: "Prod",
  patterns: [
    { id: "pat_all", text: "reg.acme.example/*", canonical: "reg.acme.example/*" },
    { id: "pat_x", text: "reg.acme.example/team/x/*", canonical: "reg.acme.example/team/x/*" },
  ],
});
const entries = entriesOf(registry, prod);

function show({
  patterns = ["reg.acme.example/team/*"],
  images = [] as string[],
  preview = (asked: Parameters<typeof agreeingPreview>[2]): PreviewAnswer =>
    agreeingPreview(entries, registry, asked),
} = {}) {
  const api = stubApi({
    "GET /organizations/{org}/pattern-entries": () => ({ entries }),
    "GET /organizations/{org}/recent-images": () => ({ images: [], daysRecorded: 0 }),
    "POST /organizations/{org}/pattern-preview": ({ body }) => preview(body),
  });
  function Page() {
    const [texts, setTexts] = useState(patterns);
    const { id, name, type, hostRule } = registry;
    return (
      <PatternTester
        org="acme"
        registry={{ id, name, type, settings: { host: registry.host }, hostRule }}
        patterns={texts}
        onPatternsChange={setTexts}
        initialImages={images}
      />
    );
  }
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Page />
    </QueryClientProvider>,
  );
  return { api, user: userEvent.setup() };
}

const lines = async () =>
  within(await screen.findByRole("list", { name: "Results" })).findAllByRole("listitem");
const patternField = () => screen.getByRole<HTMLInputElement>("textbox", { name: "Pattern 1" });
const imagesField = () =>
  screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Images to try/ });

/** In place of the browser that tells what stands in its window. */
function stubWindow() {
  let tell: (entries: { target: Element; isIntersecting: boolean }[]) => void = () => {};
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      constructor(told: typeof tell) {
        tell = told;
      }
      observe() {}
      disconnect() {}
    },
  );
  const move = (target: Element | undefined, isIntersecting: boolean) => {
    if (target) tell([{ target, isIntersecting }]);
  };
  return {
    enter: (line: Element | undefined) => move(line, true),
    leave: (line: Element | undefined) => move(line, false),
  };
}

describe("PatternTester", () => {
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  test("says of each image whether it matches, loses, misses or is no name, and who serves it", async () => {
    show({
      images: [
        "reg.acme.example/team/app:1",
        "reg.acme.example/team/x/y",
        "reg.acme.example/other",
        "quay.io/a/b",
        "reg.acme.example/Team",
      ],
    });
    await screen.findByText(/Uses 'Prod'.*beats/);
    const [matching, losing, elsewhere, nobody, broken] = (await lines()).map(
      ({ textContent }) => textContent,
    );
    expect(matching).toMatch(/^Matches(?!,).*Uses 'ML'/);
    expect(losing).toMatch(/^Matches, but another pattern wins.*Uses 'Prod'.*team\/x\/\* beats/);
    expect(elsewhere).toMatch(/^No match.*Uses 'Prod'/);
    expect(nobody).toMatch(/^No match.*no pattern matches, so the pull is anonymous/);
    expect(broken).toMatch(/^Not a valid image name.*lower case/);
  });

  test("says in words what a pattern covers and which parts of a name took part", async () => {
    show({ images: ["reg.acme.example/team/app:1"] });
    expect(await screen.findByText(/and everything below it, at any depth/)).toBeTruthy();
    const [line] = await lines();
    await waitFor(() =>
      expect(line?.textContent).toContain(
        "host reg.acme.example, matches; /; path team, matches; path /app, matched by star; tag :1, not compared",
      ),
    );
  });

  test("draws lines out of sight anew once the typing has paused, and when they come into sight", async () => {
    const window = stubWindow();
    show({ images: ["reg.acme.example/team/a", "reg.acme.example/team/b"] });
    const write = (text: string) => fireEvent.change(patternField(), { target: { value: text } });
    const [seen, unseen] = await lines();
    await waitFor(() => expect(unseen?.textContent).toMatch(/^Matches/));
    act(() => window.leave(unseen));
    write("reg.acme.example/team/*x");
    expect(seen?.textContent).toMatch(/^No match/);
    expect(unseen?.textContent).toMatch(/^Matches/);
    act(() => window.enter(unseen));
    expect(unseen?.textContent).toMatch(/^No match/);

    act(() => window.leave(unseen));
    write("reg.acme.example/team/*");
    await waitFor(() => expect(unseen?.textContent).toMatch(/^Matches/));
  });

  test("shows how a name without a host is read", async () => {
    show({ images: ["train"] });
    const [line] = await lines();
    expect(line?.textContent).toContain("train is read as docker.io/library/ (added)train");
  });

  test("mends a pattern with one click on the hint", async () => {
    const { user } = show({
      patterns: ["reg.acme.example/team"],
      images: ["reg.acme.example/team/app"],
    });
    await user.click(await screen.findByRole("button", { name: "Use reg.acme.example/team/*" }));
    expect(patternField().value).toBe("reg.acme.example/team/*");
    expect((await lines())[0]?.textContent).toMatch(/^Matches/);
  });

  test("mends the line that has the focus with Alt+Enter, and the arrow keys walk the lines", async () => {
    const { user } = show({ images: ["reg.acme.example/team/a", "reg.acme.example/Team/B"] });
    const [first, second] = await lines();
    first?.focus();
    await user.keyboard("{ArrowDown}");
    expect(document.activeElement).toBe(second);
    await user.keyboard("{Alt>}{Enter}{/Alt}");
    expect(imagesField().value).toBe("reg.acme.example/team/a\nreg.acme.example/team/b");
    expect(document.activeElement).toBe((await lines())[1]);
    await user.keyboard("{ArrowUp}");
    expect(document.activeElement).toBe((await lines())[0]);
  });

  test("mends a pattern that can't be read with Alt+Enter in its field", async () => {
    const { user } = show({ patterns: ["https://reg.acme.example/team/*"] });
    await user.click(patternField());
    await user.keyboard("{Alt>}{Enter}{/Alt}");
    expect(patternField().value).toBe("reg.acme.example/team/*");
  });

  test("reads out one summary after the typing, not one for each key", async () => {
    const { user } = show({ images: ["reg.acme.example/team/a", "reg.acme.example/b"] });
    const status = screen.getAllByRole("status").find(({ textContent }) => textContent !== "");
    await waitFor(() =>
      expect(status?.textContent).toBe("1 of 2 images match; 1 would use 'Prod'"),
    );
    const heard: string[] = [];
    const observer = new MutationObserver(() => heard.push(status?.textContent ?? ""));
    observer.observe(status as Node, { childList: true, characterData: true, subtree: true });
    await user.type(imagesField(), "\nquay.io/x");
    expect(heard).toEqual([]);
    await waitFor(() => expect(heard).toHaveLength(1), { timeout: 3000 });
    expect(heard).toEqual(["1 of 3 images match; 1 would use 'Prod'"]);
    observer.disconnect();
  });

  test("says the result beside the field that is typed in, and leads from there to the images", async () => {
    const images = ["reg.acme.example/team/a", "reg.acme.example/b"];
    const { user } = show({ patterns: ["reg.acme.example/b", "reg.acme.example/te"], images });
    const result = () => screen.queryByRole("button", { name: /Go to the tester$/ });
    await lines();
    expect(result()).toBeNull();
    const second = screen.getByRole("textbox", { name: "Pattern 2" });
    await user.click(second);
    expect(result()?.textContent).toBe("1 of 2 images match; 1 elsewhere");
    await user.type(second, "am/*");
    expect(result()?.textContent).toBe("2 of 2 images match");
    expect(result()?.closest("li")).toBe(second.closest("li"));
    await user.click(patternField());
    expect(result()?.closest("li")).toBe(patternField().closest("li"));
    await user.click(result() as HTMLElement);
    expect(document.activeElement?.textContent).toContain("2 of 2 images match");
  });

  test("shows the server's answer where it differs, and says so", async () => {
    show({
      images: ["reg.acme.example/team/app"],
      preview: (asked) => ({
        ...agreeingPreview(entries, registry, asked),
        winners: [
          {
            image: "reg.acme.example/team/app",
            registryName: "Newer",
            pattern: "reg.acme.example/team/app",
          },
        ],
      }),
    });
    expect(await screen.findByText("Preview updated by the server.")).toBeTruthy();
    expect((await lines())[0]?.textContent).toMatch(
      /^Matches, but another pattern wins.*Uses 'Newer'/,
    );
  });

  test("says nothing about the server where it agrees", async () => {
    const { api } = show({ images: ["reg.acme.example/team/app"] });
    await waitFor(() => expect(api.sent.some(({ key }) => key.includes("preview"))).toBe(true));
    await waitFor(() =>
      expect(
        screen.getByText("No pulls recorded yet, so we can't preview the effect."),
      ).toBeTruthy(),
    );
    expect(screen.queryByText("Preview updated by the server.")).toBeNull();
  });

  test("shows at its row what only the server knows, and warnings with the gravest first", async () => {
    show({
      preview: (asked) => ({
        ...agreeingPreview(entries, registry, asked),
        overlaps: [
          { kind: "partial", pattern: "reg.acme.example/team/*", other: null, message: "Shares." },
          {
            kind: "never-wins",
            pattern: "reg.acme.example/team/*",
            other: null,
            message: "Every image is taken.",
          },
          { kind: "tie", pattern: "reg.acme.example/else", other: null, message: "Not mine." },
        ],
      }),
    });
    const grave = await screen.findByText("Every image is taken.");
    const items = [...(grave.closest("ul")?.children ?? [])].map(({ textContent }) => textContent);
    expect(items).toEqual(["Warning: Every image is taken.", "Note: Shares."]);
  });

  test("refuses at once a pattern that another registry has", async () => {
    show({ patterns: ["reg.acme.example/*"] });
    expect(await screen.findByText("'Prod' already has this pattern.")).toBeTruthy();
    expect(patternField().getAttribute("aria-invalid")).toBe("true");
  });

  test("refuses a pattern outside the registry's hosts with the rules of its type", async () => {
    const { user } = show({ patterns: ["quay.io/team/*"] });
    expect(await screen.findByText(/This pattern is for/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Use reg.acme.example/team/*" }));
    expect(patternField().value).toBe("reg.acme.example/team/*");
  });

  test("draws at most sixty rows, whatever is pasted", async () => {
    show({
      patterns: Array.from({ length: 80 }, (_, at) => `reg.acme.example/p${at}/*`),
      images: Array.from({ length: 500 }, (_, at) => `reg.acme.example/p${at}/app`),
    });
    await lines();
    expect(document.querySelectorAll("[data-tester-row], tr").length).toBeLessThanOrEqual(60);
    expect(
      screen.getByText("80 of 500 images match; 420 would use 'Prod'", { selector: "p" }),
    ).toBeTruthy();
  });

  test("goes on alone where the server does not answer, and says so", async () => {
    stubApi({
      "GET /organizations/{org}/pattern-entries": () => ({ entries }),
      "GET /organizations/{org}/recent-images": () => ({ images: [], daysRecorded: 0 }),
      "POST /organizations/{org}/pattern-preview": () => ({
        refused: 503,
        error: { code: "unavailable", message: "Berth is starting." },
      }),
    });
    const { id, name, type, hostRule } = registry;
    render(
      <QueryClientProvider client={createQueryClient()}>
        <PatternTester
          org="acme"
          registry={{ id, name, type, settings: {}, hostRule }}
          patterns={["reg.acme.example/team/*"]}
          initialImages={["reg.acme.example/team/app"]}
        />
      </QueryClientProvider>,
    );
    expect(await screen.findByText("The server did not confirm this preview.")).toBeTruthy();
    expect((await lines())[0]?.textContent).toMatch(/^Matches/);
  });
});
