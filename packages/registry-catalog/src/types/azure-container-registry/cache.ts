import { gap, namespaceFor, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { textSetting } from "../../values.ts";

export const acrCache: PullThroughCache = {
  name: "artifact cache rule",
  setUp: (upstream) =>
    `In the registry's **Cache** page, create a rule from \`${upstream}/*\` to \`${namespaceFor(upstream)}/*\`.${upstream === "docker.io" ? " Docker Hub needs credentials there." : ""}`,
  prefix(settings, upstream) {
    const loginServer = textSetting(settings, "loginServer");
    const named = loginServer === "" ? [gap("registry"), text(".azurecr.io")] : [text(loginServer)];
    return [...named, text(`/${namespaceFor(upstream)}`)];
  },
};
