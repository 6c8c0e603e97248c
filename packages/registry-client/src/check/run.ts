import type { Authorization } from "../authorization.ts";
import type {
  CheckBasis,
  CheckProfile,
  CheckTrace,
  Evidence,
  Exchange,
  NoticeCode,
  StepId,
  Stop,
} from "../check-event.ts";
import { diagnose } from "../diagnosis/diagnose.ts";
import { manifestUrl, registryOrigin } from "../endpoint.ts";
import { manifestAccept, manifestBytesMax } from "../manifest.ts";
import { readRateLimit } from "../rate-limit.ts";
import { createRedactor, type Redactor } from "../redact.ts";
import { asHandedOut } from "../sign-in/handed-out.ts";
import { requireSignIn } from "../sign-in/index.ts";
import type { SignIn } from "../sign-in/sign-in.ts";
import type { CheckInput } from "./check-input.ts";
import { NetworkSteps } from "./network-steps.ts";
import { noticeEvidence } from "./notices.ts";
import { requestsSent } from "./requests-sent.ts";
import { Session, type SendOptions, type Sent } from "./session.ts";
import { StepLog } from "./step-log.ts";
import { exchangeInWords, stopInWords } from "./wording.ts";

/** What one check found out so far. */
export type RunFacts = Pick<
  CheckTrace,
  | "control"
  | "token"
  | "manifest"
  | "layer"
  | "rateLimit"
  | "nearTags"
  | "notices"
  | "stop"
  | "remembered"
>;

/** What a proven check leaves behind for looking further. */
export type Proven = { manifest: Uint8Array; authorization: Authorization | null };

/** One check under way: its requests, its steps and what it found out. */
export class Run {
  readonly input: CheckInput;
  readonly profile: CheckProfile;
  /** What a re-check rests on. */
  readonly basis: CheckBasis | null;
  readonly origin: string;
  readonly reference: string;
  readonly steps: StepLog;
  readonly session: Session;
  readonly redactor: Redactor;
  readonly signIn: SignIn;
  readonly facts: RunFacts;
  readonly startedAt: number;
  /** When access was proven, where more is asked after that; it doesn't count as the registry's time. */
  provenAt: number | null = null;
  /** The manifest whose body was read, and what opened it. */
  proven: Proven | null = null;
  /** Set once the registry has refused HEAD. */
  headUnsupported = false;
  #networkShown = false;
  /** The pull limit at hand was told to the control, which asks without the credential. */
  #limitOfControl = false;

  constructor(input: CheckInput, profile: CheckProfile, basis: CheckBasis | null = null) {
    const { registry, image, credential, transport, clock, signal, limits } = input;
    this.input = input;
    this.profile = profile;
    this.basis = basis;
    this.origin = registryOrigin(image.host, registry.scheme);
    this.reference = image.digest ?? image.tag ?? "latest";
    const signIn = requireSignIn(registry.type, input.signIns);
    this.signIn = registry.handedOut === true ? asHandedOut(signIn) : signIn;
    this.redactor = createRedactor(credential === null ? [] : [credential.secret]);
    this.steps = new StepLog(clock, input.emit);
    this.session = new Session({
      transport,
      clock,
      signal,
      limits,
      ca: registry.ca,
      redactor: this.redactor,
    });
    this.startedAt = clock.now();
    this.facts = {
      control: "not-run",
      token: null,
      manifest: null,
      rateLimit: null,
      notices: [],
      stop: null,
      remembered: null,
    };
    this.steps.tell({
      kind: "check-started",
      profile,
      image: image.text,
      registryHost: image.host,
      username: credential?.username ?? null,
    });
  }

  /** Sends a request and shows it under `step`; the first one to the registry shows its network as well. */
  async send(step: StepId, options: SendOptions): Promise<Sent> {
    const begin = () => this.steps.start(step, startTexts[step]);
    const network = this.#networkStepsFor(options.url, begin);
    if (network === null) begin();
    const before = this.session.exchanges.length;
    const sent = await this.session.send({ ...options, onNetwork: network?.onNetwork });
    const exchange = this.session.exchanges[before];
    if (!sent.ok && sent.stop !== null) this.stop(sent.stop);
    else network?.finish(exchange?.failure?.code ?? null);
    if (exchange !== undefined) this.steps.add(step, { kind: "exchange", exchange });
    return sent;
  }

  /** Asks for the manifest by HEAD or GET. */
  async ask(
    step: StepId,
    how: "control-head" | "control-get" | "head" | "get",
    authorization: Authorization | null,
  ): Promise<Sent> {
    const { clock, image } = this.input;
    const sent = await this.send(step, {
      purpose: how,
      method: how.endsWith("head") ? "HEAD" : "GET",
      url: manifestUrl(this.origin, image.path, this.reference),
      bodyBytesMax: manifestBytesMax,
      authorization,
      headers: { accept: manifestAccept },
    });
    if (sent.ok) {
      const read = readRateLimit(sent.response.headers, clock.now());
      const source = read?.source ?? null;
      const echo = source !== null && this.redactor.redact(source) !== source;
      const limit = read !== null && echo ? { ...read, source: null } : read;
      // What counts for strangers says nothing of who signs in.
      const control = how.startsWith("control");
      const before = this.#limitOfControl && !control ? null : this.facts.rateLimit;
      this.facts.rateLimit = limit ?? before;
      this.#limitOfControl = control;
    }
    return sent;
  }

  /** Ends the check for a reason that no answer tells by itself. */
  stop(stop: Stop): void {
    this.facts.stop ??= cleanStop(stop, (text) => this.redactor.redact(text));
  }

  /** Remarks on something, once; shown under `step` if that is running. */
  note(step: StepId, code: NoticeCode, text?: string): void {
    if (!this.facts.notices.includes(code)) this.facts.notices.push(code);
    this.steps.add(step, noticeEvidence(code, text));
  }

  /** Ends a step as failed, with the reason at hand. */
  fail(step: StepId, ...evidence: Evidence[]): void {
    this.steps.end(step, "failed", this.#reason(), evidence);
  }

  /** Ends what is open, tells the end and returns the trace. */
  finish(): CheckTrace {
    this.session.close();
    const { image, registry, credential, clock } = this.input;
    const trace: CheckTrace = {
      version: 1,
      profile: this.profile,
      ...(this.input.from === undefined ? {} : { from: this.input.from }),
      image: {
        written: image.text,
        canonical: image.canonical,
        host: image.host,
        path: image.path,
        reference: this.reference,
      },
      registry: {
        type: registry.type,
        name: registry.name,
        origin: this.origin,
        userNameRule: registry.userNameRule,
      },
      username: credential?.username ?? null,
      startedAt: this.startedAt,
      durationMs: (this.provenAt ?? clock.now()) - this.startedAt,
      steps: this.steps.finish(this.#reason()),
      exchanges: this.session.exchanges,
      basis: this.basis,
      ...this.facts,
    };
    this.steps.tell({
      kind: "check-finished",
      durationMs: trace.durationMs,
      requests: requestsSent(trace.exchanges),
      diagnosis: diagnose(trace, this.input.signIns),
    });
    return trace;
  }

  #reason(): string {
    const last = this.session.exchanges.findLast(
      ({ purpose }) => purpose !== "tags" && purpose !== "layer",
    );
    if (this.facts.stop !== null) return stopInWords(this.facts.stop);
    return last === undefined ? "Ended." : exchangeInWords(last);
  }

  #networkStepsFor(url: string, begin: () => void): NetworkSteps | null {
    if (this.#networkShown || new URL(url).origin !== this.origin) return null;
    this.#networkShown = true;
    const encrypted = this.input.registry.scheme === "https";
    return new NetworkSteps(this.steps, new URL(this.origin).host, encrypted, begin);
  }
}

/** What the other side wrote into it may be the secret it was given. */
function cleanStop(stop: Stop, clean: (text: string) => string): Stop {
  switch (stop.reason) {
    case "manifest-wrong":
      return { ...stop, expected: clean(stop.expected), actual: clean(stop.actual) };
    case "not-a-manifest":
      return stop.contentType === null ? stop : { ...stop, contentType: clean(stop.contentType) };
    case "redirect":
      return stop.toHost === null ? stop : { ...stop, toHost: clean(stop.toHost) };
    default:
      return stop;
  }
}

/** The last exchange; its answer or failure is what a check ends on. */
export function lastExchange(run: Run): Exchange | undefined {
  return run.session.exchanges.at(-1);
}

const startTexts: Record<StepId, string> = {
  credential: "Choosing the credential",
  dns: "Looking up the registry",
  connect: "Connecting",
  challenge: "Asking how to sign in",
  token: "Getting a token",
  manifest: "Fetching the manifest",
  layer: "Asking where a layer lies",
};
