import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  fakeCloud,
  scenarios,
  vendorExamples,
  type FakeCloud,
  type VendorExample,
} from "@berth/fake-registries";
import { productDialects, productSheet, productVendors } from "./products.ts";

export type DemoVendors = {
  cloud: FakeCloud;
  /** Of the fakes in the cloud. */
  names: readonly string[];
  /** Tells what to type for each vendor; holds their secrets, which open nothing but the fakes. */
  sheet: string;
};

/**
 * Starts every vendor's registry and sign-in service on loopback. Who may sign in is kept in `folder`,
 * so that what was set up yesterday still works today.
 */
export async function startDemoVendors(folder: string): Promise<DemoVendors> {
  const examples = keptExamples(join(folder, "vendors.json"));
  const played = scenarios.map(({ name }) => `scenario/${name}`);
  const vendors = Object.fromEntries(
    examples.map(({ type, vendor }) => {
      const accounts = vendor.accounts?.map((account) =>
        account.pull === undefined ? account : { ...account, pull: [...account.pull, ...played] },
      );
      return [type, { ...vendor, accounts }];
    }),
  );
  const cloud = await fakeCloud({ vendors: { ...vendors, ...productVendors(played) } });
  const sheet = join(folder, "vendors.md");
  writeFileSync(sheet, sheetOf(examples, folder), { mode: 0o600 });
  const names = [...examples.map(({ type }) => type), ...productDialects];
  return { cloud, names, sheet };
}

/** Keys are made anew by each call of `vendorExamples`; what a registry was set up with has to stay. */
function keptExamples(file: string): VendorExample[] {
  const kept: readonly VendorExample[] = existsSync(file)
    ? (JSON.parse(readFileSync(file, "utf8")) as VendorExample[])
    : [];
  const examples = vendorExamples().map((fresh) => {
    const old = kept.find(({ type }) => type === fresh.type);
    if (old === undefined) return fresh;
    const { settings, secret, wrongSecret, vendor } = old;
    return {
      ...fresh,
      settings,
      secret,
      wrongSecret,
      vendor: { ...fresh.vendor, accounts: vendor.accounts },
    };
  });
  const written = examples.map(({ vendor, ...example }) => ({
    ...example,
    vendor: { accounts: vendor.accounts },
  }));
  writeFileSync(file, JSON.stringify(written, null, 2), { mode: 0o600 });
  return examples;
}

/** One part for each vendor; a secret of many lines gets a file of its own, to be dropped on the page. */
function sheetOf(examples: readonly VendorExample[], folder: string): string {
  const parts = examples.map(({ type, image, hiddenImage, settings, secret, wrongSecret }) => {
    const lines = [
      `## ${type}`,
      "",
      `- image to paste: ${image}`,
      `- image that the secret may not pull: ${hiddenImage}`,
      ...Object.entries(settings).map(([name, value]) => `- ${name}: ${String(value)}`),
      ...Object.entries(secret).map(([name, text]) =>
        secretLine(name, text, join(folder, `${type}.json`)),
      ),
      ...Object.entries(wrongSecret).map(([name, text]) =>
        secretLine(`wrong ${name}`, text, join(folder, `${type}.wrong.json`)),
      ),
    ];
    return lines.join("\n");
  });
  return `# What to type in the demo\n\n${[...parts, productSheet()].join("\n\n")}\n`;
}

function secretLine(name: string, text: string, file: string): string {
  if (!text.includes("\n")) return `- ${name}: ${text}`;
  writeFileSync(file, text, { mode: 0o600 });
  return `- ${name}: the file ${file}`;
}
