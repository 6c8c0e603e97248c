import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type TabLinkProps, Tabs } from "./tabs.tsx";

describe("Tabs", () => {
  afterEach(cleanup);

  function renderTabs(onOpen: (id: string) => void = () => undefined) {
    const item = (id: string, label: string) => ({
      id,
      label,
      render: ({ children, ...props }: TabLinkProps) => (
        <a
          href={`#${id}`}
          onClick={(event) => {
            event.preventDefault();
            onOpen(id);
          }}
          {...props}
        >
          {children}
        </a>
      ),
    });
    render(
      <Tabs
        label="Registry"
        current="patterns"
        items={[
          item("overview", "Overview"),
          item("patterns", "Patterns"),
          item("checks", "Checks"),
        ]}
      >
        content
      </Tabs>,
    );
  }

  test("only the open tab is in the tab order, and it names the panel", () => {
    renderTabs();
    expect(screen.getAllByRole("tab").map((tab) => tab.tabIndex)).toEqual([-1, 0, -1]);
    expect(screen.getByRole("tab", { selected: true }).textContent).toBe("Patterns");
    expect(screen.getByRole("tabpanel", { name: "Patterns" }).textContent).toBe("content");
  });

  test("arrow keys, Home and End move the focus and go round, without opening anything", async () => {
    const opened = vi.fn<(id: string) => void>();
    renderTabs(opened);
    const user = userEvent.setup();
    await user.tab();
    const walk = async (key: string) => {
      await user.keyboard(`{${key}}`);
      return document.activeElement?.textContent;
    };
    expect(await walk("ArrowRight")).toBe("Checks");
    expect(await walk("ArrowRight")).toBe("Overview");
    expect(await walk("ArrowLeft")).toBe("Checks");
    expect(await walk("Home")).toBe("Overview");
    expect(await walk("End")).toBe("Checks");
    expect(opened).not.toHaveBeenCalled();
  });

  test("Enter opens the tab that has the focus", async () => {
    const opened = vi.fn<(id: string) => void>();
    renderTabs(opened);
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard("{ArrowRight}{Enter}");
    expect(opened.mock.calls).toEqual([["checks"]]);
  });
});
