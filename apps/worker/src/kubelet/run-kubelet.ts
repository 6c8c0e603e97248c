import { parseImage } from "@berth/image-pattern";
import { withBerth } from "../berth/with-berth.ts";
import type { CommandContext } from "../commands/command.ts";
import type { KubeletOptions } from "./kubelet-options.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";
import { plainText } from "../plain-text.ts";
import { credentialFor, secretsOf } from "../pull/credential.ts";
import { writtenName } from "../pull/written-name.ts";
import { hurried, readSettings } from "../settings.ts";
import { cacheDuration } from "./cache-duration.ts";
import { apiVersion, readRequest } from "./request.ts";

/** The kubelet waits a minute for its answer; what comes later is lost. */
const retryMsMax = 40_000;

type Auth = Record<string, { username: string; password: string }>;

/**
 * Answers the kubelet's request for one image. A refusal is a failure with its reason on standard error,
 * which the kubelet logs.
 */
export async function runKubelet(
  options: KubeletOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { environment, output, signal, readInput } = context;
  const text = readRequest(await readInput());
  const read = parseImage(text);
  if (!read.ok) throw new Failure(exitCode.usage, `This is no image name: ${read.message}`);
  const { image } = read;
  const settings = hurried(readSettings(environment), { retryMs: retryMsMax });
  const project = options.project ?? settings.project;
  const { answer, nowMs } = await withBerth(settings, output, async (berth) => ({
    answer: await berth.requestPull(
      { image: text, carrier: "kubelet", ...(project === undefined ? {} : { project }) },
      signal,
    ),
    nowMs: berth.nowMs(),
  }));
  const message = plainText(answer.message);
  if (answer.outcome === "refused") {
    throw new Failure(exitCode.refused, `Berth refused the pull: ${message} (${answer.reason})`);
  }
  const found = await credentialFor(image.host, answer, { settings, signal });
  if (!found.ok) throw new Failure(exitCode.pullFailed, found.message);
  const { credential } = found;
  if (credential !== null && "token" in credential) {
    throw new Failure(exitCode.pullFailed, "Berth answered with what the kubelet can't pass on.");
  }
  for (const secret of secretsOf(credential)) output.redactor.add(secret);
  if (credential === null) output.note(message);
  const auth: Auth = credential === null ? {} : { [writtenName(image)]: credential };
  // That nothing is needed isn't remembered: a registry that is added counts with the next pull.
  const duration = credential === null ? "0s" : cacheDuration(found.expiresAt, nowMs);
  output.json({
    apiVersion,
    kind: "CredentialProviderResponse",
    cacheKeyType: "Image",
    cacheDuration: duration,
    auth,
  });
  return exitCode.ok;
}
