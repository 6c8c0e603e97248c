import { gap, namespaceFor, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { textSetting } from "../../values.ts";
import { parseLoginServer } from "./login-server.ts";

export const acrCache: PullThroughCache = {
  name: "artifact cache rule",
  fetchesFrom: (upstream) => upstreams.test(upstream) || parseLoginServer(upstream) !== null,
  setUp: (upstream) =>
    `In the registry's **Cache** page, create a rule from \`${upstream}/*\` to \`${namespaceFor(upstream)}/*\`.${upstream === "docker.io" ? " Docker Hub needs credentials there." : ""}`,
  prefix(settings, upstream) {
    const loginServer = textSetting(settings, "loginServer");
    const named = loginServer === "" ? [gap("registry"), text(".azurecr.io")] : [text(loginServer)];
    return [...named, text(`/${namespaceFor(upstream)}`)];
  },
};

// MicrosoftDocs/azure-management-docs:articles/container-registry/artifact-cache-overview.md, "Upstream support";
// other Azure registries: https://docs.azure.cn/en-us/container-registry/artifact-cache-acr-to-acr-cli
const upstreams =
  /^(?:docker\.io|mcr\.microsoft\.com|public\.ecr\.aws|ghcr\.io|quay\.io|registry\.k8s\.io|(?:[a-z]+\.)?gcr\.io)$/;
