import { gap, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { textSetting } from "../../values.ts";
import { cloudInstance, methodOf } from "./docker-hosts.ts";

export const jfrogCache: PullThroughCache = {
  name: "remote repository",
  setUp: (upstream) =>
    `In Artifactory, create a **Remote** repository of the type Docker with \`${upstream}\` as its source, and let the group behind the token read it.`,
  prefix(settings) {
    const repository = gap("remote repository");
    const host = textSetting(settings, "host");
    if (host === "") return [gap("Artifactory host"), text("/"), repository];
    const method = methodOf(settings);
    if (method === "path") return [text(host), text("/"), repository];
    // A port leads to one repository, whose key stands nowhere in the image's name.
    // https://jfrog.com/help/r/jfrog-artifactory-documentation/the-ports-method-for-docker
    if (method === "port") {
      return [text(`${host.replace(/:\d+$/, "")}:`), gap("port of the remote repository")];
    }
    const instance = cloudInstance(host);
    return instance === null
      ? [repository, text(`.${host}`)]
      : [text(`${instance}-`), repository, text(".jfrog.io")];
  },
};
