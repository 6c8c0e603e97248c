import type { ApiCall } from "@berth/api-contract";
import {
  createJfrogToken,
  fakeCloud,
  vendorExamples,
  type FakeCloud,
  type VendorExample,
} from "@berth/fake-registries";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, org, test as base } from "../fixtures.ts";
import { expectStep, goOnToAccess, pasteImage } from "../flows/setup.ts";
import { press, typeInto } from "../flows/tab-to.ts";
import { startBerth } from "../stack/start-berth.ts";

type About = {
  name: string;
  /** What is typed on the third step beside the secret, by the field's label. */
  typed: (example: VendorExample) => Record<string, unknown>;
  /** The label of the secret's field. */
  secret: string;
  /** What a wrong secret is told. */
  refusal: RegExp;
  code: string;
  /** What a secret is told that may not pull this image. */
  denied?: { says: RegExp; code: string };
  /** Something else pasted in the secret's place, and what is said before it leaves the page. */
  mistake?: { pasted: (example: VendorExample) => string; says: RegExp };
};

const types: Record<string, About> = {
  "aws-ecr": {
    name: "AWS ECR",
    typed: ({ settings }) => ({ "Access key ID": settings.accessKeyId }),
    secret: "Secret access key",
    refusal: /AWS couldn't verify the signature/,
    code: "AWS-SIGN",
    denied: { says: /Signed in, but no right to pull from `?ml\/hidden/, code: "AWS-PULL" },
    mistake: {
      pasted: () => `eyJwYXlsb2FkIjoi${"QUJD".repeat(80)}`,
      says: /This is the password that ECR hands out for 12 hours\./,
    },
  },
  "docker-hub": {
    name: "Docker Hub",
    typed: () => ({}),
    secret: "Access token",
    refusal: /The registry rejected the user name or secret/,
    code: "AUTH-REJECTED",
    denied: { says: /Signed in, but acme\/hidden can't be read/, code: "DENIED" },
    mistake: {
      pasted: () => "my-docker-hub-password",
      says: /This may be a password\. Use an access token instead/,
    },
  },
  "azure-container-registry": {
    name: "Azure Container Registry",
    typed: ({ settings }) => ({ "Client id": settings.clientId, "Tenant id": settings.tenantId }),
    secret: "Client secret",
    refusal: /but not this client secret/,
    code: "AZ-WRONG-SECRET",
    denied: { says: /Signed in, but no right to pull/, code: "AZ-MODE" },
    mistake: {
      pasted: () => "22222222-3333-4444-8555-666666666666",
      says: /That looks like the secret's ID\. Copy the .*Value.* column; it's shown only once\./,
    },
  },
  "google-artifact-registry": {
    name: "Google Artifact Registry",
    typed: () => ({}),
    secret: "Key file",
    refusal: /Google rejected the service account key/,
    code: "GCP-KEY",
    denied: { says: /Signed in, but/, code: "DENIED" },
    mistake: {
      pasted: () =>
        JSON.stringify({
          type: "authorized_user",
          client_id: "764086051850.apps.googleusercontent.com",
          client_secret: "d-FL95Q19q7MQmFpd7hHD0Ty",
          refresh_token: "1//0e-refresh-token-of-somebody",
        }),
      says: /This is a user credential\. Create a service account key\./,
    },
  },
  jfrog: {
    name: "JFrog Artifactory",
    typed: () => ({ "User name": "alice" }),
    secret: "Token",
    refusal: /Artifactory rejected the user name or token/,
    code: "AUTH-REJECTED",
    denied: { says: /Signed in, but docker-local\/hidden can't be read/, code: "DENIED" },
    mistake: {
      pasted: () => createJfrogToken({ user: "alice", expiresAt: Date.UTC(2026, 4, 2) }),
      says: /This token expired on 2 May 2026\. Create a new one\./,
    },
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
    const berth = await startBerth({ allow: [], cloud });
    await use(berth);
    await berth.stop();
  },
});

for (const example of examples) {
  const about = types[example.type];
  if (about === undefined) throw new Error(`nothing is said of ${example.type}`);

  test(`${about.name}: with the keyboard alone, from a pasted image to a healthy registry`, async ({
    page,
    api,
  }) => {
    await page.goto(`/o/${org}/registries/new`);
    await typeInto(page, "Paste an image you want to pull", example.image);
    await page.keyboard.press("Enter");
    await expectStep(page, 1, "Where is it?");
    await press(page, "Continue");
    await expectStep(page, 2, "Create access");
    await press(page, "Continue");
    await expectStep(page, 3, "Paste access");
    for (const [label, value] of Object.entries(about.typed(example))) {
      await typeInto(page, new RegExp(`^${label}`), String(value));
    }
    await typeInto(page, about.secret, Object.values(example.secret)[0] ?? "");
    await press(page, "Continue");
    await expectStep(page, 4, "Check and save");
    await press(page, "Check and save");
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

  const { denied, mistake } = about;
  const wrong =
    mistake === undefined ? "a wrong secret is" : "a pasted mistake and a wrong secret are";
  test(`${about.name}: ${wrong} told, and nothing is saved`, async ({ page, api, cloud }) => {
    await goToAccess(page, example);
    if (mistake !== undefined) {
      const sent = cloud.vendor(example.type).requests.length;
      await page.getByLabel(about.secret, { exact: true }).fill(mistake.pasted(example));
      await page.getByRole("button", { name: "Continue" }).click();
      const summary = page.getByRole("region", { name: "There is a problem" });
      await expect(summary.getByRole("link", { name: mistake.says })).toBeVisible();
      await expectAccessible(page);
      await expect(page.getByRole("heading", { level: 1, name: "Paste access" })).toBeVisible();
      expect(cloud.vendor(example.type).requests).toHaveLength(sent);
    }
    await pasteSecret(page, example.wrongSecret);
    await expectRefused(page, api, { says: about.refusal, code: about.code });
  });

  if (denied !== undefined) {
    test(`${about.name}: a missing permission is told so, and nothing is saved`, async ({
      page,
      api,
    }) => {
      await goToCheck(page, { ...example, image: example.hiddenImage }, example.secret);
      await expectRefused(page, api, denied);
    });
  }

  async function goToAccess(page: Page, { image }: VendorExample): Promise<void> {
    await pasteImage(page, image);
    await expectAccessible(page);
    await goOnToAccess(page);
    await expectAccessible(page);
    for (const [label, value] of Object.entries(about?.typed(example) ?? {})) {
      await page.getByRole("textbox", { name: new RegExp(`^${label}`) }).fill(String(value));
    }
  }

  async function goToCheck(
    page: Page,
    asked: VendorExample,
    secret: VendorExample["secret"],
  ): Promise<void> {
    await goToAccess(page, asked);
    await pasteSecret(page, secret);
  }

  async function pasteSecret(page: Page, secret: VendorExample["secret"]): Promise<void> {
    const [text = ""] = Object.values(secret);
    await page.getByLabel(about?.secret ?? "", { exact: true }).fill(text);
    await page.getByRole("button", { name: "Continue" }).click();
    await expectStep(page, 4, "Check and save");
  }
}

async function expectRefused(
  page: Page,
  api: ApiCall,
  { says, code }: { says: RegExp; code: string },
): Promise<void> {
  await page.getByRole("button", { name: "Check and save" }).click();
  const diagnosis = page.getByRole("region", { name: says });
  await expect(diagnosis).toBeVisible();
  await expect(diagnosis).toContainText(code);
  await expect(diagnosis).toContainText("What to do");
  await expectAccessible(page);
  const { registries } = await api("GET /organizations/{org}/registries", { params: { org } });
  expect(registries).toEqual([]);
}
