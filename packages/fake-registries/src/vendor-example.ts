import type { FakeVendorOptions } from "./fake-cloud.ts";

/** A registry of one type as an admin of "Acme" sets it up, and the vendor's side of it. */
export type VendorExample = {
  /** Slug of the registry type, and name of the dialect. */
  type: string;
  /** What somebody pastes: a private image that the secret can pull. */
  image: string;
  /** An image of the same registry that exists, but not for this secret. */
  hiddenImage: string;
  settings: Readonly<Record<string, string | boolean | readonly string[]>>;
  secret: Readonly<Record<string, string>>;
  /** In the right form, but the vendor takes it for none of its own. */
  wrongSecret: Readonly<Record<string, string>>;
  vendor: FakeVendorOptions;
};
