import { gap, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { textSetting } from "../../values.ts";
import { cloudInstance, dockerHost, methodOf } from "./docker-hosts.ts";

export const jfrogCache: PullThroughCache = {
  name: "remote repository",
  setUp: (upstream) =>
    `In Artifactory, create a **Remote** repository of the type Docker with \`${upstream}\` as its source, and let the group behind the token read it.`,
  prefix(settings) {
    const repository = gap("remote repository");
    const host = textSetting(settings, "host");
    if (host === "") return [gap("Artifactory host"), text("/"), repository];
    if (methodOf(settings) !== "subdomain") {
      const own = dockerHost(settings, "");
      return own === null ? [gap("Artifactory host")] : [text(own), text("/"), repository];
    }
    const instance = cloudInstance(host);
    return instance === null
      ? [repository, text(`.${host}`)]
      : [text(`${instance}-`), repository, text(".jfrog.io")];
  },
};
