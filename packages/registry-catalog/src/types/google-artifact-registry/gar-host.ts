import { exactHosts } from "../../host/host-rule.ts";
import type { HostRule } from "@berth/image-pattern";
import type { OutsideHost } from "../../registry-type.ts";
import { listSetting, textSetting, type Settings } from "../../values.ts";
import { gcrLocations, isGarLocation } from "./locations.ts";

/** `pkg`: `‹location›-docker.pkg.dev`. `regional`: `docker.‹region›.rep.pkg.dev`. `gcr`: the old hosts. */
export const garServices = ["pkg", "regional", "gcr"] as const;
export type GarService = (typeof garServices)[number];

export interface GarHost {
  readonly service: GarService;
  /** The location; for the old hosts the host itself. */
  readonly place: string;
}

/** Takes a host of Artifact Registry or of the old Container Registry apart; null for every other host. */
export function parseGarHost(host: string): GarHost | null {
  if (gcrLocations.has(host)) return { service: "gcr", place: host };
  const location = /^([a-z0-9-]+)-docker\.pkg\.dev$/.exec(host)?.[1];
  if (location !== undefined && isGarLocation(location)) return { service: "pkg", place: location };
  const region = /^docker\.([a-z0-9-]+)\.rep\.pkg\.dev$/.exec(host)?.[1];
  return region !== undefined && isGarLocation(region)
    ? { service: "regional", place: region }
    : null;
}

/** Is this an Artifact Registry host with `*` in its location and nowhere else? */
export function isGarLocationStar(host: string): boolean {
  return (
    /^(?=[^.]*\*)[a-z0-9*-]+-docker\.pkg\.dev$/.test(host) ||
    /^docker\.(?=[^.]*\*)[a-z0-9*-]+\.rep\.pkg\.dev$/.test(host)
  );
}

export function serviceOf(settings: Settings): GarService {
  const written = textSetting(settings, "service");
  return garServices.find((service) => service === written) ?? "pkg";
}

/** One host per location or old host, or the wildcard over the location; null while none is chosen. */
export function garHostRule(settings: Settings): HostRule | null {
  const service = serviceOf(settings);
  if (service === "gcr") {
    const hosts = listSetting(settings, "gcrHosts");
    return hosts.length === 0 ? null : exactHosts(hosts);
  }
  const locations = listSetting(settings, "locations");
  if (locations.length === 0) return null;
  if (locations.includes("*")) return { kind: "wildcard", pattern: hostIn("*", service) };
  return exactHosts(locations.map((location) => hostIn(location, service)));
}

/** Names what differs: the location, or the way the host is written. */
export function explainGarOutside(settings: Settings, host: string): OutsideHost | null {
  const given = parseGarHost(host);
  if (given === null) return null;
  const service = serviceOf(settings);
  if (given.service !== service) {
    return {
      code: "other-host-form",
      message:
        given.service === "gcr" || service === "gcr"
          ? "`gcr.io` and `pkg.dev` are different addresses, even where they lead to the same images. Patterns compare the address as written; add another registry for this one."
          : "Same location, other address form. Patterns compare the address as written.",
      fix:
        given.service === "gcr" || service === "gcr"
          ? undefined
          : {
              kind: "set",
              label: `Use hosts of the form ${host}`,
              values: { service: given.service },
            },
    };
  }
  const field = service === "gcr" ? "gcrHosts" : "locations";
  const places = listSetting(settings, field);
  return {
    code: "other-location",
    message:
      service === "gcr"
        ? `This registry covers ${places.join(", ")}, but the host is ${host}.`
        : `Other location: this registry covers ${places.join(", ")}, the host is in ${given.place}.`,
    fix: {
      kind: "set",
      label: `Cover ${given.place} too`,
      values: { [field]: [...places, given.place] },
    },
  };
}

function hostIn(location: string, service: "pkg" | "regional"): string {
  return service === "regional" ? `docker.${location}.rep.pkg.dev` : `${location}-docker.pkg.dev`;
}
