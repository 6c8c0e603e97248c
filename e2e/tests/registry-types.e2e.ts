import { join } from "node:path";
import {
  fakeCloud,
  vendorExamples,
  type FakeCloud,
  type VendorExample,
} from "@berth/fake-registries";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, org, test as base } from "../fixtures.ts";
import { expectStep, goOnToAccess, pasteImage } from "../flows/setup.ts";
import { startBerth } from "../stack/start-berth.ts";

const entry = join(import.meta.dirname, "../stack/berth-with-fake-cloud.ts");

/** What is typed on the third step, by the field's label, and what a wrong secret is told. */
const types: Record<
  string,
  {
    name: string;
    typed: (example: VendorExample) => Record<string, unknown>;
    secret: string;
    refusal: RegExp;
    code: string;
  }
> = {
  "docker-hub": {
    name: "Docker Hub",
    typed: () => ({}),
    secret: "Access token",
    refusal: /The registry rejected the user name or secret/,
    code: "AUTH-REJECTED",
  },
  "azure-container-registry": {
    name: "Azure Container Registry",
    typed: ({ settings }) => ({ "Client id": settings.clientId, "Tenant id": settings.tenantId }),
    secret: "Client secret",
    refusal: /but not this client secret/,
    code: "AZ-WRONG-SECRET",
  },
  "google-artifact-registry": {
    name: "Google Artifact Registry",
    typed: () => ({}),
    secret: "Key file",
    refusal: /Google rejected the service account key/,
    code: "GCP-KEY",
  },
  jfrog: {
    name: "JFrog Artifactory",
    typed: () => ({ "User name": "alice" }),
    secret: "Token",
    refusal: /Artifactory rejected the user name or token/,
    code: "AUTH-REJECTED",
  },
};

const examples = vendorExamples().filter(({ type }) => type in types);
const test = base.extend<{ cloud: FakeCloud }>({
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are wanted from this pattern
  cloud: async ({}, use) => {
    const vendors = Object.fromEntries(examples.map(({ type, vendor }) => [type, vendor]));
    const cloud = await fakeCloud({ vendors });
    await use(cloud);
    await cloud.close();
  },
  berth: async ({ cloud }, use) => {
    const argument = JSON.stringify({ hosts: [...cloud.hosts], ca: cloud.ca });
    const berth = await startBerth({ allow: [], entry: { file: entry, argument } });
    await use(berth);
    await berth.stop();
  },
});

for (const example of examples) {
  const about = types[example.type];
  if (about === undefined) throw new Error(`nothing is said of ${example.type}`);

  test(`${about.name}: from a pasted image to a healthy registry`, async ({ page, api }) => {
    await goToCheck(page, example, example.secret);
    await page.getByRole("button", { name: "Check and save" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Saved and verified" })).toBeFocused();
    await expectAccessible(page);
    const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
    expect(registries).toMatchObject([{ type: example.type, health: { state: "healthy" } }]);
    await page.getByRole("link", { name: "Back to registries" }).click();
    const row = page.getByRole("row").filter({
      has: page.getByRole("link", { name: registries[0]?.name ?? "", exact: true }),
    });
    await expect(row).toContainText("Healthy");
  });

  test(`${about.name}: a wrong secret is told so, and nothing is saved`, async ({ page, api }) => {
    await goToCheck(page, example, example.wrongSecret);
    await page.getByRole("button", { name: "Check and save" }).click();
    const diagnosis = page.getByRole("region", { name: about.refusal });
    await expect(diagnosis).toBeVisible();
    await expect(diagnosis).toContainText(about.code);
    await expect(diagnosis).toContainText("What to do");
    await expectAccessible(page);
    const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
    expect(registries).toEqual([]);
  });

  async function goToCheck(
    page: Page,
    { image }: VendorExample,
    secret: VendorExample["secret"],
  ): Promise<void> {
    await pasteImage(page, image);
    await expectAccessible(page);
    await goOnToAccess(page);
    await expectAccessible(page);
    for (const [label, value] of Object.entries(about?.typed(example) ?? {})) {
      await page.getByRole("textbox", { name: new RegExp(`^${label}`) }).fill(String(value));
    }
    const [text = ""] = Object.values(secret);
    await page.getByLabel(about?.secret ?? "", { exact: true }).fill(text);
    await page.getByRole("button", { name: "Continue" }).click();
    await expectStep(page, 4, "Check and save");
  }
}
