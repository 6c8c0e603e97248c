import type { Authorization } from "../authorization.ts";
import type { Evidence, Exchange } from "../check-event.ts";
import { isDigest } from "../digest.ts";
import { blobUrl, manifestUrl } from "../endpoint.ts";
import { headerOf } from "../headers.ts";
import { field, parseJson, textField } from "../json.ts";
import { manifestAccept, manifestBytesMax } from "../manifest.ts";
import { noticeEvidence } from "./notices.ts";
import type { Proven, Run } from "./run.ts";
import type { SendOptions, Sent } from "./session.ts";
import { exchangeInWords } from "./wording.ts";

const enough = 64 * 1024;

/**
 * Asks where a layer of the image lies, and whether that host can be reached from here: many registries send
 * clients on to object storage, which a firewall may not know of. Runs on what the check's budget has left and
 * never changes what it proved. The storage gets no credential, and only the headers of its answer are looked at.
 */
export async function lookAtLayerAddress(run: Run, proven: Proven | null): Promise<void> {
  if (proven === null) return skip(run, "Not looked at: the manifest was not downloaded.");
  const start = firstOf(proven.manifest);
  if (start === null) return skip(run, "Not looked at: the manifest names no layer.");
  // The layer itself, the storage it lies in, and before that the manifest of one platform.
  if (run.session.requestsLeft < (start.kind === "index" ? 3 : 2)) {
    return skip(
      run,
      "Not looked at: the requests of this check were needed for the rest. `berth-worker check` looks at it from a machine that pulls.",
    );
  }
  run.provenAt ??= run.input.clock.now();
  run.steps.start("layer", "Asking where a layer lies");
  const look = new Look(run);
  const digest =
    start.kind === "layer"
      ? start.digest
      : await layerOfPlatform(run, look, start.digest, proven.authorization);
  if (digest === null) return look.end("skipped", "No layer could be named to ask for.");
  const asked = await look.send({
    method: "GET",
    url: blobUrl(run.origin, run.input.image.path, digest),
    bodyBytesMax: enough,
    authorization: proven.authorization,
    headers: { range: "bytes=0-0" },
  });
  if (!asked.ok) return judgeUnanswered(run, look);
  const { status } = asked.answer;
  if (status === 200 || status === 206) return look.end("passed", ownHost(run));
  if (status < 300 || status >= 400) return refuse(run, look, status);
  await askStorage(run, look, headerOf(asked.response.headers, "location"));
}

async function askStorage(run: Run, look: Look, location: string | null): Promise<void> {
  const from = run.origin;
  if (location === null || !URL.canParse(location, from)) {
    return look.end(
      "warning",
      "The registry sends clients on for its layers, but not to an address.",
    );
  }
  const to = new URL(location, from);
  if (run.redactor.redact(to.host) !== to.host) {
    return look.end("skipped", "Not looked at: the storage's name holds the secret.");
  }
  if (to.origin === from) return look.end("passed", ownHost(run));
  if (to.protocol !== "https:" && run.input.registry.scheme === "https") {
    return look.end("warning", `The registry sends clients to \`${to.host}\` without encryption.`);
  }
  // Signatures in the address are made for GET, so any answer counts, a refusal as well.
  const sent = await look.send({
    method: "HEAD",
    url: to.href,
    shownUrl: `${to.origin}/…`,
    bodyBytesMax: enough,
  });
  if (sent.ok) return reached(run, look, to.host);
  if (sent.stop !== null)
    return look.end("skipped", "The check ended before the storage answered.");
  run.facts.layer = { host: to.host, reachable: false };
  run.facts.notices.push("layer-blocked");
  const why = look.last === undefined ? "" : ` ${exchangeInWords(look.last)}`;
  look.end("warning", `Layer host \`${to.host}\` can't be reached from here.${why}`, [
    noticeEvidence("layer-blocked"),
  ]);
}

function reached(run: Run, look: Look, host: string): void {
  run.facts.layer = { host, reachable: true };
  look.end("passed", `Layer host reachable: ${host}`);
}

/** A registry that serves layers itself begins to send one; more than was asked for isn't waited for. */
function judgeUnanswered(run: Run, look: Look): void {
  if (look.last?.failure?.code === "body-too-large") return look.end("passed", ownHost(run));
  look.end("warning", "The registry gave the manifest, but no answer about a layer.");
}

function refuse(run: Run, look: Look, status: number): void {
  run.facts.notices.push("layer-refused");
  look.end("warning", `The registry gave the manifest, but answered ${status} for a layer.`, [
    noticeEvidence("layer-refused"),
  ]);
}

function ownHost(run: Run): string {
  return `Layers come from \`${new URL(run.origin).host}\` itself.`;
}

function skip(run: Run, text: string): void {
  run.steps.end("layer", "skipped", text);
}

/** The requests of this step, on the record of the check. */
class Look {
  readonly #run: Run;
  readonly #evidence: Evidence[] = [];
  last: Exchange | undefined;

  constructor(run: Run) {
    this.#run = run;
  }

  async send(request: Omit<SendOptions, "purpose">): Promise<Sent> {
    const { session } = this.#run;
    const before = session.exchanges.length;
    const sent = await session.send({ ...request, purpose: "layer" });
    this.last = session.exchanges[before];
    if (this.last !== undefined) this.#evidence.push({ kind: "exchange", exchange: this.last });
    return sent;
  }

  end(status: "passed" | "skipped" | "warning", text: string, more: Evidence[] = []): void {
    this.#run.steps.end("layer", status, text, [...this.#evidence, ...more]);
  }
}

async function layerOfPlatform(
  run: Run,
  look: Look,
  digest: string,
  authorization: Authorization | null,
): Promise<string | null> {
  const sent = await look.send({
    method: "GET",
    url: manifestUrl(run.origin, run.input.image.path, digest),
    bodyBytesMax: manifestBytesMax,
    authorization,
    headers: { accept: manifestAccept },
  });
  if (!sent.ok || sent.answer.status !== 200) return null;
  const found = firstOf(sent.response.body);
  return found?.kind === "layer" ? found.digest : null;
}

/**
 * The first layer of a manifest, or the first platform's manifest of an index. Addresses in descriptors are not
 * looked at: one of them once got the credential (CVE-2020-15157).
 */
function firstOf(manifest: Uint8Array): { kind: "layer" | "index"; digest: string } | null {
  const json = parseJson(new TextDecoder().decode(manifest));
  if (!json.ok) return null;
  for (const [kind, name] of [
    ["layer", "layers"],
    ["index", "manifests"],
  ] as const) {
    const entries = field(json.value, name);
    const first: unknown = Array.isArray(entries) ? entries[0] : undefined;
    const digest = textField(first, "digest");
    if (digest !== undefined && isDigest(digest)) return { kind, digest };
  }
  return null;
}
