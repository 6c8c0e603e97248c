import type { VendorNames } from "./dialects/dialect.ts";
import { dialects } from "./dialects/index.ts";
import { createTestAuthority, type TestAuthority } from "./server/test-authority.ts";
import {
  startFakeRegistry,
  type FakeRegistry,
  type FakeRegistryOptions,
} from "./start-fake-registry.ts";

/** What one vendor's fake holds; `names` are added to the vendor's usual ones. */
export type FakeVendorOptions = Pick<
  FakeRegistryOptions,
  "accounts" | "images" | "publicRepositories"
> & { names?: Partial<VendorNames> | undefined };

export type FakeCloudOptions = {
  /** By name of the dialect; a vendor that isn't named isn't started. */
  vendors: Readonly<Record<string, FakeVendorOptions>>;
  authority?: TestAuthority | undefined;
};

/** Vendors' registries and sign-in services on loopback, under the vendors' own names. */
export type FakeCloud = {
  /** What a client has to trust. */
  ca: string;
  /** Host name → origin on loopback, whose certificate is valid for that name. Nothing else exists. */
  hosts: ReadonlyMap<string, string>;
  /** The fake of a vendor that was asked for. */
  vendor: (dialect: string) => FakeRegistry;
  close: () => Promise<void>;
};

/**
 * Starts one fake per vendor. Clients compute the vendors' hosts by themselves, so whoever tests one
 * leads these names to the origins in `hosts`, and keeps the name for TLS and the `Host` header.
 */
export async function fakeCloud(options: FakeCloudOptions): Promise<FakeCloud> {
  const authority = options.authority ?? (await createTestAuthority());
  const hosts = new Map<string, string>();
  const fakes = new Map<string, FakeRegistry>();
  const close = async () => {
    await Promise.all([...fakes.values()].map((fake) => fake.close()));
  };
  try {
    for (const [dialect, vendor] of Object.entries(options.vendors)) {
      const names = namesOf(dialect, vendor.names ?? {});
      const fake = await startFakeRegistry({
        ...vendor,
        dialect,
        names,
        tls: "trusted",
        authority,
      });
      fakes.set(dialect, fake);
      for (const name of names.registry) hosts.set(name, `https://${fake.host}`);
      for (const name of names.elsewhere) hosts.set(name, `https://${fake.elsewhere.host}`);
    }
  } catch (err) {
    await close();
    throw err;
  }
  return {
    ca: authority.ca,
    hosts,
    vendor: (dialect) => {
      const fake = fakes.get(dialect);
      if (fake === undefined) throw new Error(`${dialect} was not started`);
      return fake;
    },
    close,
  };
}

function namesOf(name: string, more: Partial<VendorNames>): VendorNames {
  const usual = dialects.find((dialect) => dialect.name === name)?.names;
  if (usual === undefined)
    throw new Error(`${name} is no dialect of a vendor with hosts of its own`);
  return {
    registry: [...usual.registry, ...(more.registry ?? [])],
    elsewhere: [...usual.elsewhere, ...(more.elsewhere ?? [])],
  };
}
