import type { PullTiming, WorkerPullAnswer } from "@berth/api-contract";
import { formatBytes, formatDuration } from "../amount.ts";
import type { BerthClient } from "../berth/berth-client.ts";
import type { CommandContext } from "../commands/command.ts";
import type { Engine, EngineResult } from "../engine/engine.ts";
import { Failure } from "../failure.ts";
import { sourceOf } from "./source.ts";
import { createSender } from "../net/send.ts";
import { plainText } from "../plain-text.ts";
import { openLoopbackProxy, type ProxyFacts } from "../proxy/loopback-proxy.ts";
import { proxyAddress } from "../proxy/proxy-address.ts";
import type { UpstreamContext } from "../proxy/upstream.ts";
import type { Settings } from "../settings.ts";
import { untilInWords } from "../until-in-words.ts";
import { credentialFor, secretsOf } from "./credential.ts";
import type { PullPlan } from "./plan-pull.ts";
import { nameOf } from "./destination.ts";
import { createPullTimingLog } from "./pull-timing.ts";
import { registryOrigin } from "./registry-origin.ts";
import { signInWith } from "./sign-in-with.ts";

export type CopyTools = {
  engine: Engine;
  settings: Settings;
  berth: BerthClient;
  context: CommandContext;
};

export type Copied = {
  ok: boolean;
  digest: string | null;
  bytes: number;
  error: string | null;
  timing: PullTiming;
  /** Every pull of Berth's that this copy used: more than one where a credential ran out in between. */
  pulls: string[];
};

export const interrupted = "The pull was interrupted.";

const progressMs = 5000;

/** Copies an image that Berth allowed, with the credential it handed out or with none. */
export async function copyImage(
  plan: PullPlan,
  answer: WorkerPullAnswer,
  tools: CopyTools,
): Promise<Copied> {
  const { output, environment, signal } = tools.context;
  const { image } = plan;
  const pulls = [answer.pull];
  const log = createPullTimingLog();
  const failed = (error: string): Copied => ({
    ok: false,
    digest: null,
    bytes: 0,
    error,
    timing: log.timing(),
    pulls,
  });
  const source = sourceOf(image, answer);
  if (source === null) {
    const theirs = plainText(answer.image.mappedFrom ?? answer.image.canonical ?? "nothing");
    return failed(`Berth reads the image as ${theirs}, this berth-worker as ${image.canonical}.`);
  }
  if (source !== image) {
    output.note(`Pulled through a cache: ${nameOf(source)} stands for ${nameOf(image)}.`);
  }
  const found = await credentialFor(source.host, answer, { settings: tools.settings, signal });
  if (!found.ok) return failed(found.message);
  for (const secret of secretsOf(found.credential)) output.redactor.add(secret);
  output.note(announce(answer));
  const origin = registryOrigin(source.host, tools.settings.insecureRegistries);
  const registry = { host: source.host, origin, path: source.path };
  const sender = await createSender(tools.settings, registry);
  const upstream: UpstreamContext = {
    registry,
    access: found.credential === null ? "anonymous" : "credential",
    reference: plan.reference,
    send: sender.send,
    redactor: output.redactor,
    retryMs: tools.settings.retryMs,
    signal,
    onWait: (message, waitMs) => {
      log.waits(message, waitMs);
      output.note(`${message} Trying again in ${formatDuration(waitMs)}.`);
    },
    timing: log,
  };
  const signIn = signInWith(found.credential, upstream, () =>
    askAgain(plan, source.host, pulls, tools),
  );
  const address = proxyAddress(tools.settings.token, image.canonical);
  output.redactor.add(address.name);
  const proxy = await openLoopbackProxy(signIn, upstream, address);
  const stopProgress = showProgress(proxy.facts, output.note);
  try {
    const result = await tools.engine.fetch({
      image,
      reference: plan.reference,
      location: proxy.location,
      destination: plan.destination,
      environment,
      timeoutMs: plan.timeoutMs,
      signal,
    });
    const { digest, bytes } = proxy.facts;
    const error = errorOf(result, proxy.facts, plan, tools.engine.name);
    return { ok: error === null, digest, bytes, error, timing: log.timing(), pulls };
  } finally {
    stopProgress();
    await Promise.all([proxy.close(), sender.close()]);
  }
}

/** A credential that ran out in the middle is asked for once more; the pull it counts as is reported too. */
async function askAgain(
  plan: PullPlan,
  host: string,
  pulls: string[],
  { berth, context, settings }: CopyTools,
): Promise<string | null> {
  const { image, project } = plan;
  const input = { image: image.text, ...(project === undefined ? {} : { project }) };
  try {
    const answer = await berth.requestPull(input, context.signal);
    pulls.push(answer.pull);
    const { signal } = context;
    const found = await credentialFor(host, answer, { settings, signal });
    if (!found.ok || found.credential === null || !("token" in found.credential)) return null;
    context.output.redactor.add(found.credential.token);
    return found.credential.token;
  } catch (err) {
    if (!(err instanceof Failure)) throw err;
    context.output.note(err.message);
    return null;
  }
}

function announce({ match, credential, scope, expiresAt, message }: WorkerPullAnswer): string {
  if (credential === undefined || match === null) {
    const why = plainText(message);
    return why === "" ? "Berth hands out no credential: pulling anonymously." : `Anonymous: ${why}`;
  }
  const until = expiresAt === null ? "" : `, ${untilInWords(expiresAt)}`;
  const may = scope === null ? "" : ` (${plainText(scope)}${until})`;
  return `Signed in by ${plainText(match.registry)}, pattern ${plainText(match.pattern)}${may}`;
}

/** Null where the image arrived. */
function errorOf(
  result: EngineResult,
  facts: ProxyFacts,
  plan: PullPlan,
  engine: string,
): string | null {
  if (result.stopped === "aborted") return interrupted;
  if (result.stopped === "timeout") {
    const after = formatDuration(plan.timeoutMs);
    return `The pull didn't end within ${after}. ${facts.trouble?.message ?? ""}`.trim();
  }
  if (result.error !== null) return facts.trouble?.message ?? result.error;
  // Only what went through the proxy is known to have been pulled the way Berth decided.
  return facts.digest === null
    ? `${engine} took the image from elsewhere; it isn't counted as pulled.`
    : null;
}

function showProgress(facts: ProxyFacts, note: (text: string) => void): () => void {
  let shown = 0;
  let stillFor = 0;
  const timer = setInterval(() => {
    stillFor = facts.bytes === shown ? stillFor + 1 : 0;
    shown = facts.bytes;
    const still =
      stillFor === 0 ? "" : `, nothing new for ${formatDuration(stillFor * progressMs)}`;
    note(`${formatBytes(shown)} so far${still}`);
  }, progressMs);
  return () => clearInterval(timer);
}
