import { matchRoutes } from "react-router";
import { describe, expect, test } from "vitest";
import { paths } from "./paths.ts";
import { routes } from "./routes.tsx";
import { navigation } from "./shell/navigation.ts";

/** The pattern of the page at an address; a catch-all is no page. */
function pageAt(address: string): string | null {
  const matches = matchRoutes(routes, new URL(address, "http://console.example").pathname) ?? [];
  const pattern = matches.map(({ route }) => route.path ?? "").join("/");
  return pattern.includes("*") ? null : pattern.replace(/^\/+/, "").replace(/\/{2,}/g, "/");
}

describe("paths", () => {
  test("every entry of the navigation leads to a page", () => {
    for (const { items } of navigation) {
      for (const { label, to } of items) expect(pageAt(to("acme")), label).not.toBeNull();
    }
  });

  test("the addresses of pages that exist lead to them", () => {
    expect(pageAt(paths.login({ return: "/o/acme/registries" }))).toBe("login");
    expect(pageAt(paths.firstRun())).toBe("first-run");
    expect(pageAt(paths.registries("acme", { health: "failing" }))).toBe("o/:org/registries");
    expect(pageAt(paths.projects("acme"))).toBe("o/:org/projects");
    expect(pageAt(paths.tokens("acme"))).toBe("o/:org/tokens");
    expect(pageAt(paths.tokenNew("acme"))).toBe("o/:org/tokens/new");
    expect(pageAt(paths.members("acme"))).toBe("o/:org/members");
    expect(pageAt(paths.me())).toBe("me");
    expect(pageAt(paths.supportStaff())).toBe("support-staff");
  });

  test("values are encoded, so that none can lead to another page", () => {
    expect(paths.registry("acme", "../tokens")).toBe("/o/acme/registries/..%2Ftokens");
    expect(paths.explain("acme", { image: "a/b:c&d=e" })).toBe(
      "/o/acme/explain?image=a%2Fb%3Ac%26d%3De",
    );
    expect(paths.pulls("acme", { status: undefined, image: "" })).toBe("/o/acme/pulls");
  });
});
