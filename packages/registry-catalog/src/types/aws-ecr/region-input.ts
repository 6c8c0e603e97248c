import { accept, problem } from "../../fields/text-input.ts";
import type { FieldResult } from "../../issue.ts";
import { closest } from "../../text/closest.ts";
import { readEcrAddress } from "./address.ts";
import { awsRegions, partitionOfRegion } from "./regions.ts";

/** One region, `*` for all of them, or an ECR address from which the region is read. */
export function checkRegion(text: string, accountId: string): FieldResult<string> {
  if (text === "*") return accept(text);
  const address = readEcrAddress(text);
  if (address !== null) {
    if (/^\d{12}$/.test(accountId) && address.accountId !== accountId) {
      return problem(
        "other-account",
        `This address belongs to account ${address.accountId}, not to ${accountId}.`,
      );
    }
    return accept(address.region, [
      {
        code: "read-from-address",
        message: `Read the region from the address: ${address.region}.`,
      },
    ]);
  }
  const lower = text.toLowerCase();
  const zone = /^([a-z]+(?:-[a-z]+)+-\d)[a-z]$/.exec(lower)?.[1];
  const region = zone !== undefined && awsRegions.has(zone) ? zone : lower;
  const notices = [];
  if (region !== lower) {
    notices.push({
      code: "zone",
      message: `'${lower}' is an availability zone; its region is ${region}.`,
    });
  } else if (region !== text) {
    notices.push({ code: "lower-cased", message: "Region names are written in lower case." });
  }
  if (awsRegions.has(region)) return accept(region, notices);
  const byName = Array.from(awsRegions).find(([, label]) => label.toLowerCase().includes(lower));
  const near =
    byName !== undefined && lower.length > 3 ? byName[0] : closest(region, [...awsRegions.keys()]);
  if (partitionOfRegion(region) === null) {
    return problem(
      "unknown-region",
      near === null
        ? "AWS has no region of this name."
        : `AWS has no region of this name. Did you mean ${near}?`,
    );
  }
  return accept(region, [
    ...notices,
    {
      code: "new-region",
      tone: "warning",
      message: `Berth doesn't know the region ${region} yet.${near === null ? "" : ` Did you mean ${near}?`} If it is new, keep it.`,
    },
  ]);
}
