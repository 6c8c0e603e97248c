import type { HostRule } from "@berth/image-pattern";
import { exactHosts } from "../../host/host-rule.ts";
import type { OutsideHost } from "../../registry-type.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import {
  ecrHost,
  ecrHostForms,
  ecrWildcardHost,
  parseEcrHost,
  type EcrHostForm,
} from "./ecr-host.ts";
import { partitionOfRegion } from "./regions.ts";

export function formOf(settings: Settings): EcrHostForm {
  const written = textSetting(settings, "hostForm");
  return ecrHostForms.find((form) => form === written) ?? "standard";
}

/** One host per region, or the wildcard over the region; null while account or region is missing. */
export function ecrHostRule(settings: Settings): HostRule | null {
  const accountId = textSetting(settings, "accountId");
  const regions = listSetting(settings, "regions");
  if (!/^\d{12}$/.test(accountId) || regions.length === 0) return null;
  const form = formOf(settings);
  if (regions.includes("*")) {
    const pattern = ecrWildcardHost(accountId, form);
    return pattern === null ? null : { kind: "wildcard", pattern };
  }
  const hosts = regions.map((region) => ecrHost(accountId, region, form));
  const known = hosts.filter((host) => host !== null);
  return known.length === regions.length ? exactHosts(known) : null;
}

/** Names what differs: the account, the region, or the way the host is written. */
export function explainEcrOutside(settings: Settings, host: string): OutsideHost | null {
  const given = parseEcrHost(host);
  if (given === null) return null;
  const accountId = textSetting(settings, "accountId");
  const regions = listSetting(settings, "regions");
  if (given.accountId !== accountId) {
    return {
      code: "other-account",
      message: `Different AWS account: this registry is for ${accountId}, the host is for ${given.accountId}. Add another registry for that account.`,
    };
  }
  const form = formOf(settings);
  if (given.form !== form) {
    return {
      code: "other-host-form",
      message: "Same registry, other address form. Patterns compare the address as written.",
      fix: {
        kind: "set",
        label: `Use hosts of the form ${host}`,
        values: { hostForm: given.form },
      },
    };
  }
  if (partitionOfRegion(regions[0] ?? "")?.id !== given.partition.id && !regions.includes("*")) {
    return {
      code: "other-partition",
      message: `${given.region} is in another part of AWS with accounts and keys of its own. Add another registry for it.`,
    };
  }
  return {
    code: "other-region",
    message: `Same account, other region: this registry covers ${regions.join(", ")}, the host is in ${given.region}.`,
    fix: {
      kind: "set",
      label: `Cover ${given.region} too`,
      values: { regions: [...regions, given.region] },
    },
  };
}
