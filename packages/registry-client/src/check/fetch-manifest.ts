import type { Authorization } from "../authorization.ts";
import type { ManifestFacts } from "../check-event.ts";
import { isDigest } from "../digest.ts";
import { headerOf, mediaTypeOf } from "../headers.ts";
import { isManifestType, readManifest } from "../manifest.ts";
import { sanitize } from "../sanitize.ts";
import { lookForTags } from "./look-for-tags.ts";
import { stopAtRedirect } from "./learn-challenge.ts";
import type { Access } from "./obtain-access.ts";
import { lastExchange, type Run } from "./run.ts";
import type { Sent } from "./session.ts";
import { manifestInWords } from "./wording.ts";

type Answered = Extract<Sent, { ok: true }>;

/**
 * The only step that proves anything. `head-then-get` downloads the manifest and hashes it; `head`
 * rests on the registry's word and falls back to GET only where HEAD gives no digest.
 */
export async function fetchManifest(
  run: Run,
  access: Access | null,
  mode: "head-then-get" | "head",
): Promise<void> {
  const asker = new Asker(run, access);
  const head = run.headUnsupported ? null : await askByHead(run, asker);
  if (head === "ended") return end(run);
  if (head !== null && head.answer.status !== 200) {
    if (!needsBody(mode, head)) return judge(run, head, asker);
  } else if (head !== null && isWebPage(head)) {
    return judge(run, head, asker);
  } else if (head !== null && mode === "head") {
    const facts = factsOfHead(run, head);
    if (facts !== null) return accept(run, facts, head);
    if (run.input.registry.headOnly) return judgeHeadAlone(run, head);
  }
  // A GET would count as a pull.
  if (run.input.registry.headOnly) return end(run);
  const get = await asker.ask("get");
  if (!get.ok) return end(run);
  return judge(run, get, asker);
}

/** Asks with the access at hand, and once more with a fresh token if the registry refuses the first. */
class Asker {
  readonly #run: Run;
  #authorization: Authorization | null;
  #renew: Access["renew"];

  /** What the last request was sent with. */
  get authorization(): Authorization | null {
    return this.#authorization;
  }

  constructor(run: Run, access: Access | null) {
    this.#run = run;
    this.#authorization = access?.authorization ?? null;
    this.#renew = access?.renew ?? null;
  }

  async ask(how: "head" | "get"): Promise<Sent> {
    const sent = await this.#run.ask("manifest", how, this.#authorization);
    const renew = this.#renew;
    if (!sent.ok || renew === null || !isInvalidToken(sent)) return sent;
    this.#renew = null;
    const authorization = await renew();
    if (authorization === null) return { ok: false, stop: this.#run.facts.stop };
    this.#authorization = authorization;
    return this.#run.ask("manifest", how, authorization);
  }
}

/** Null: HEAD doesn't work here. */
async function askByHead(run: Run, asker: Asker): Promise<Answered | "ended" | null> {
  const head = await asker.ask("head");
  if (!head.ok) return "ended";
  if (head.answer.status !== 405 && head.answer.status !== 400) return head;
  run.headUnsupported = true;
  run.note("manifest", "head-unsupported");
  return null;
}

/** An error body says more than a status, but a re-check and a registry that counts GET have to do without. */
function needsBody(mode: "head-then-get" | "head", head: Answered): boolean {
  const { status } = head.answer;
  return mode === "head-then-get" && !(status >= 300 && status < 400);
}

/** 200 that names no usable digest, where nothing else may be asked. */
function judgeHeadAlone(run: Run, head: Answered): void {
  const claimed = headerOf(head.response.headers, "docker-content-digest");
  const wanted = run.input.image.digest;
  if (claimed !== null && isDigest(claimed) && wanted !== undefined && wanted !== claimed) {
    run.stop({ reason: "manifest-wrong", problem: "digest", expected: wanted, actual: claimed });
  } else {
    run.stop({ reason: "not-a-manifest", contentType: mediaTypeOf(head.response.headers) });
  }
  end(run);
}

async function judge(run: Run, sent: Answered, asker: Asker): Promise<void> {
  const { status } = sent.answer;
  if (status === 404) await lookForTags(run, asker.authorization);
  if (status >= 300 && status < 400) stopAtRedirect(run, sent);
  if (status !== 200) return end(run);
  const contentType = mediaTypeOf(sent.response.headers);
  if (isWebPage(sent)) {
    run.stop({ reason: "not-a-manifest", contentType });
    return end(run);
  }
  const { digest } = run.input.image;
  const claimed = headerOf(sent.response.headers, "docker-content-digest");
  const reading = await readManifest(sent.response.body, contentType, claimed, digest ?? null);
  if (reading.ok) {
    if (reading.schema1) run.note("manifest", "schema-1");
    run.proven = { manifest: sent.response.body, authorization: asker.authorization };
    const { mediaType, platforms } = reading.facts;
    const kept = platforms.filter((name) => run.redactor.redact(name) === name);
    const facts = { ...reading.facts, mediaType: run.redactor.redact(mediaType), platforms: kept };
    return accept(run, facts, sent);
  }
  if (reading.code === "not-json") run.stop({ reason: "not-a-manifest", contentType });
  else {
    const { code, expected, actual } = reading;
    run.stop({ reason: "manifest-wrong", problem: code, expected, actual });
  }
  return end(run);
}

/** What HEAD alone tells; null where it tells too little. */
function factsOfHead(run: Run, head: Answered): ManifestFacts | null {
  const digest = headerOf(head.response.headers, "docker-content-digest");
  const mediaType = mediaTypeOf(head.response.headers);
  if (digest === null || !isDigest(digest) || !isManifestType(mediaType)) return null;
  const wanted = run.input.image.digest;
  if (wanted !== undefined && wanted !== digest) return null;
  const length = headerOf(head.response.headers, "content-length") ?? "";
  run.note("manifest", "digest-from-header-only");
  return {
    digest,
    digestFrom: "header",
    mediaType,
    sizeBytes: /^\d{1,12}$/.test(length) ? Number(length) : null,
    platforms: [],
  };
}

function accept(run: Run, facts: ManifestFacts, sent: Answered): void {
  run.facts.manifest = facts;
  const warning = headerOf(sent.response.headers, "warning");
  if (warning !== null) run.note("manifest", "registry-warning", sanitize(warning, run.redactor));
  const { rateLimit } = run.facts;
  if (rateLimit !== null) run.steps.add("manifest", { kind: "rate-limit", ...rateLimit });
  const limited = rateLimit !== null && (rateLimit.limit !== null || rateLimit.remaining !== null);
  if (run.signIn.tellsPullLimit === true && !limited) {
    run.note("manifest", "no-pull-limit", noPullLimit(run.input.credential !== null));
  }
  const was = run.basis?.digest ?? facts.digest;
  if (run.basis !== null) run.note("manifest", "basis");
  if (was !== facts.digest) run.note("manifest", "digest-changed");
  const old = run.facts.notices.includes("schema-1");
  const text = manifestInWords(facts, lastExchange(run)?.durationMs ?? 0);
  run.steps.end("manifest", old ? "warning" : "passed", text, [{ kind: "manifest", ...facts }]);
}

function noPullLimit(signedIn: boolean): string {
  const whom = signedIn ? "this credential" : "this server's address";
  return `No pull limit that the registry reports for ${whom}: its answer has no rate-limit headers.`;
}

function end(run: Run): void {
  const { rateLimit } = run.facts;
  if (rateLimit !== null) run.steps.add("manifest", { kind: "rate-limit", ...rateLimit });
  if (run.steps.isRunning("manifest")) run.fail("manifest");
}

function isInvalidToken(sent: Answered): boolean {
  return (
    sent.answer.status === 401 &&
    sent.answer.challenges.some(
      (challenge) => challenge.scheme === "bearer" && challenge.error === "invalid_token",
    )
  );
}

function isWebPage(sent: Answered): boolean {
  return mediaTypeOf(sent.response.headers) === "text/html";
}
