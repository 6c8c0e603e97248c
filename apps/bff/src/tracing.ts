import {
  context,
  INVALID_TRACEID,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from "@opentelemetry/api";

/**
 * Where OpenTelemetry may look in. This is the API alone: without an SDK that the operator loads, nothing is
 * made. Attributes are ids, types, counts and words of our own; never an address, an image, a header, or the
 * message of an error, any of which can hold a secret.
 */
export type TraceAttributes = Readonly<Record<string, string | number | boolean>>;

const tracerName = "berth";

/**
 * Runs work inside a span that ends with it. A rejection marks the span as failed, by the name of the error
 * alone. `run` may add attributes once they are known.
 */
export async function inSpan<Result>(
  name: string,
  attributes: TraceAttributes,
  run: (span: Pick<Span, "setAttributes">) => Promise<Result>,
): Promise<Result> {
  return await runIn(context.active(), { name, attributes, kind: SpanKind.INTERNAL }, run);
}

/** The same for one request; `from` is where the sender says that it stands in a trace, if it is believed. */
export async function inRequestSpan<Result>(
  from: Readonly<Record<string, string>> | null,
  { name, attributes }: { name: string; attributes: TraceAttributes },
  run: (
    span: Pick<Span, "isRecording" | "setAttributes" | "updateName" | "setStatus">,
  ) => Promise<Result>,
): Promise<Result> {
  const parent = from === null ? context.active() : propagation.extract(context.active(), from);
  return await runIn(parent, { name, attributes, kind: SpanKind.SERVER }, run);
}

async function runIn<Result>(
  parent: Context,
  { name, attributes, kind }: { name: string; attributes: Attributes; kind: SpanKind },
  run: (span: Span) => Promise<Result>,
): Promise<Result> {
  const span = trace.getTracer(tracerName).startSpan(name, { kind, attributes }, parent);
  // Without an SDK there is nothing to stand in.
  const nothing = span.spanContext().traceId === INVALID_TRACEID;
  try {
    if (nothing) return await run(span);
    return await context.with(trace.setSpan(parent, span), run, undefined, span);
  } catch (err) {
    markFailed(span, err);
    throw err;
  } finally {
    span.end();
  }
}

/** A span that is begun and ended by what is told of it. */
export function startSpan(name: string, attributes: TraceAttributes): Span {
  return trace.getTracer(tracerName).startSpan(name, { attributes });
}

/** Nothing of the error but its name: messages quote what they choked on. */
function markFailed(span: Span, err: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute("error.type", err instanceof Error ? err.name : "unknown");
}

export { SpanStatusCode };
