import { accept, checkText, problem } from "../../fields/text-input.ts";
import type { FieldResult, Fix } from "../../issue.ts";
import { listSetting, type Settings } from "../../values.ts";
import { readEcrAddress } from "./address.ts";

/** Twelve digits; or an ECR address, from which the account is read. */
export function checkAccount(input: unknown, settings: Settings): FieldResult<string> {
  return checkText(typeof input === "number" ? String(input) : input, (text) => {
    const address = readEcrAddress(text);
    if (address === null) return checkDigits(text);
    const { accountId, region, form } = address;
    const regions = listSetting(settings, "regions");
    if (regions.includes(region) || regions.includes("*")) {
      return accept(accountId, [
        {
          code: "read-from-address",
          message: `Read the account id from the address: ${accountId}.`,
        },
      ]);
    }
    const fix: Fix = {
      kind: "set",
      label: `Use account ${accountId} in ${[...regions, region].join(", ")}`,
      values: { accountId, regions: [...regions, region], hostForm: form },
    };
    const message =
      regions.length === 0
        ? `This is a whole ECR address. Its account is ${accountId} and its region ${region}.`
        : `This address is in ${region}, but the registry covers ${regions.join(", ")}.`;
    return {
      ...problem(regions.length === 0 ? "whole-address" : "region-contradicts-host", message),
      fix,
    };
  });
}

/** As above, for an account that owns no registry here. */
export function checkPrincipalAccount(input: unknown): FieldResult<string> {
  return checkText(typeof input === "number" ? String(input) : input, checkDigits);
}

function checkDigits(text: string): FieldResult<string> {
  const digits = text.replace(/(?<=\d)[- ](?=\d)/g, "");
  const stray = digits.search(/\D/);
  if (stray !== -1) {
    return problem(
      "not-digits",
      "An AWS account id has digits only. It stands in the menu at the top right of the AWS console.",
    );
  }
  if (digits.length !== 12) {
    return problem("digits", `An AWS account id has 12 digits; this has ${digits.length}.`);
  }
  if (digits === text) return accept(text);
  return accept(digits, [
    { code: "separators-removed", message: "Removed the separators between the digits." },
  ]);
}
