import type { VendorExample } from "../vendor-example.ts";
import { exampleList } from "./example-list.generated.ts";

/** One registry of every vendor whose dialect has an `example.ts`, with fresh keys. */
export function vendorExamples(): VendorExample[] {
  return exampleList.map((make) => make());
}
