import { gap, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { textSetting, type Settings } from "../../values.ts";

const harborCache: PullThroughCache = {
  name: "proxy project",
  setUp: (upstream) =>
    `In Harbor, add \`${upstream}\` under **Registries**, then create a project with **Proxy cache** switched on for it. Everybody who may read the project pulls with the account that is entered there.`,
  prefix(settings) {
    const host = textSetting(settings, "host");
    const named = host === "" || host.includes("*") ? gap("Harbor host") : text(host);
    return [named, text("/"), gap("proxy project")];
  },
};

/** Among the products that speak the standard protocol, Harbor is the one with caches under names of their own. */
export function standardCache(settings: Settings): PullThroughCache | null {
  return textSetting(settings, "preset") === "harbor" ? harborCache : null;
}
