import { resolve } from "node:path";
import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import type { KubeletConfigOptions } from "./kubelet-config-options.ts";
import type { Environment } from "../environment.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { plainText } from "../plain-text.ts";
import { proxyEnvironment } from "../net/proxy-for.ts";
import { readSettings, type Settings } from "../settings.ts";
import { matchImagesOf } from "./match-images.ts";
import { apiVersion } from "./request.ts";

/** Prints the configuration by which the kubelet asks for the organization's images. */
export async function runKubeletConfig(
  options: KubeletConfigOptions,
  { environment, output, signal }: CommandContext,
): Promise<ExitCode> {
  const settings = readSettings(environment);
  const project = options.project ?? settings.project;
  const patterns = await withBerth(settings, output, async (berth) => {
    // A name that is wrong here would be refused on every node.
    const found = project === undefined ? null : (await berth.self(project, signal)).project;
    if (found?.kind === "refused") {
      throw new Failure(exitCode.refused, `Berth refused: ${plainText(found.message)}`);
    }
    return await berth.patterns(signal);
  });
  if (patterns.length === 0) {
    throw new Failure(
      exitCode.found,
      "The organization has no pattern yet, and the kubelet takes no provider without one.",
    );
  }
  const { matchImages, notes } = matchImagesOf(patterns);
  const certificates = certificateFile(environment);
  const all = [
    ...notes,
    "The kubelet compares names as text: it doesn't ask for images written with :443.",
    `The worker token has to be in ${options.tokenFile} on every node, readable by root alone.`,
    ...(certificates === null
      ? []
      : [`The certificates of BERTH_CA have to be in ${certificates} on every node.`]),
    ...(holdsLogin(proxyEnvironment(environment).httpsProxy)
      ? ["HTTPS_PROXY holds a login and is left out: put it into the kubelet's own environment."]
      : []),
  ];
  const config = configOf(matchImages, options, settings);
  if (options.json === true) output.json({ config, notes: all });
  else for (const line of yamlOf(config, all)) output.yaml(line);
  for (const note of all) output.note(note);
  return exitCode.ok;
}

type Config = ReturnType<typeof configOf>;

function configOf(matchImages: string[], options: KubeletConfigOptions, settings: Settings) {
  const project = options.project ?? settings.project;
  const { httpsProxy, noProxy } = proxyEnvironment(settings.environment);
  const env = [
    { name: "BERTH_URL", value: settings.url },
    { name: "BERTH_TOKEN_FILE", value: options.tokenFile },
    ...(project === undefined ? [] : [{ name: "BERTH_PROJECT", value: project }]),
    ...[
      { name: "BERTH_CA", value: certificateFile(settings.environment) ?? "" },
      { name: "HTTPS_PROXY", value: holdsLogin(httpsProxy) ? "" : httpsProxy },
      { name: "NO_PROXY", value: noProxy },
    ].filter(({ value }) => value !== ""),
  ];
  return {
    apiVersion: "kubelet.config.k8s.io/v1",
    kind: "CredentialProviderConfig",
    providers: [
      {
        name: options.name,
        apiVersion,
        matchImages,
        defaultCacheDuration: "0s",
        args: ["kubelet"],
        env,
      },
    ],
  } as const;
}

/** With its whole path: the kubelet starts the provider in a folder of its own choice. */
function certificateFile({ BERTH_CA: file = "" }: Environment): string | null {
  return file === "" ? null : resolve(file);
}

/** A proxy's login is a secret, and this file is none. */
function holdsLogin(proxy: string): boolean {
  return proxy.includes("@");
}

/** Every text in quotes, as JSON has them: YAML reads those the same. */
function yamlOf({ apiVersion: version, kind, providers }: Config, notes: string[]): string[] {
  const [provider] = providers;
  const quoted = (text: string) => JSON.stringify(text);
  return [
    ...notes.map((note) => `# ${note}`),
    `apiVersion: ${version}`,
    `kind: ${kind}`,
    "providers:",
    `  - name: ${quoted(provider.name)}`,
    `    apiVersion: ${provider.apiVersion}`,
    "    matchImages:",
    ...provider.matchImages.map((one) => `      - ${quoted(one)}`),
    `    defaultCacheDuration: ${quoted(provider.defaultCacheDuration)}`,
    `    args: [${provider.args.map(quoted).join(", ")}]`,
    "    env:",
    ...provider.env.flatMap(({ name, value }) => [
      `      - name: ${name}`,
      `        value: ${quoted(value)}`,
    ]),
  ];
}
