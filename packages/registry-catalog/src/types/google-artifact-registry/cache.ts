import { gap, text, type PullThroughCache } from "../../pull-through-cache.ts";
import { listSetting, textSetting } from "../../values.ts";
import { serviceOf } from "./gar-host.ts";

export const garCache: PullThroughCache = {
  name: "remote repository",
  setUp: (upstream) =>
    `In Artifact Registry, create a repository of the format Docker and the mode **Remote** with \`${upstream}\` as its source.`,
  prefix(settings) {
    const location = listSetting(settings, "locations").find((one) => one !== "*");
    const project = textSetting(settings, "projectId");
    const regional = serviceOf(settings) === "regional";
    return [
      ...(regional ? [text("docker.")] : []),
      location === undefined ? gap("location") : text(location),
      text(regional ? ".rep.pkg.dev/" : "-docker.pkg.dev/"),
      // A project of a domain, `example.com:team`, is two components of the path.
      project === "" ? gap("project") : text(project.replace(":", "/")),
      text("/"),
      gap("remote repository"),
    ];
  },
};
