import type { ProjectView } from "@berth/api-contract";
import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { ProjectTable } from "./project-table.tsx";

const project = (name: string, externalId: string | null): ProjectView => ({
  id: `prj_${name}`,
  externalId,
  name,
  owner: { kind: "organization" },
  members: [],
  pulls30d: 0,
  lastPullAt: null,
  createdAt: "2026-01-01T00:00:00.000Z",
});

test("a project that another system keeps in step says so, with that system's id", () => {
  render(
    <ProjectTable
      org="acme"
      projects={[project("by-hand", null), project("train", "0191-77aa")]}
      canManage={false}
      onEdit={() => undefined}
      onDelete={() => undefined}
    />,
  );
  const row = screen.getByRole("row", { name: /train/ });
  expect(within(row).getByRole("rowheader").textContent).toBe(
    "trainKept in step by API as 0191-77aa",
  );
  expect(screen.getByRole("row", { name: /by-hand/ }).textContent).not.toContain("Kept in step");
});
