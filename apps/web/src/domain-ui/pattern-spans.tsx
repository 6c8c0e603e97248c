import { classNames } from "#src/lib/class-names.ts";
import { MonoText } from "#src/ui/mono-text.tsx";

/**
 * `literal`: fixed by the pattern. `star`: taken by a star. `mismatch`: where the pattern stops fitting.
 * `ignored`: a tag or digest, which never takes part. `plain`: nothing to say.
 */
export type SpanKind = "literal" | "star" | "mismatch" | "ignored" | "plain";

export interface MarkedSpan {
  start: number;
  end: number;
  kind: SpanKind;
  /** What the part is, e.g. "host" or "tag"; stands before the words for its kind. */
  label?: string | undefined;
}

const looks: Record<SpanKind, string> = {
  literal: "bg-match underline decoration-solid decoration-2",
  star: "underline decoration-dotted decoration-2",
  mismatch: "bg-mismatch underline decoration-wavy decoration-danger",
  ignored: "text-faint",
  plain: "",
};

const spoken: Record<SpanKind, string> = {
  literal: "matches",
  star: "matched by star",
  mismatch: "differs here",
  ignored: "not compared",
  plain: "",
};

/**
 * A reference or pattern with the parts that fit, the parts a star took and the place where it stops fitting. Each kind
 * has its own underline, and with `captioned` words under it; the colour only repeats that.
 */
export function PatternSpans({
  text,
  spans,
  captioned = false,
}: {
  text: string;
  spans: readonly MarkedSpan[];
  captioned?: boolean | undefined;
}) {
  const parts = fillGaps(text, spans);
  return (
    <span className="inline">
      <span aria-hidden="true" className={captioned ? "inline-flex flex-wrap gap-y-1" : ""}>
        {/* By place: a part that moves takes over what is drawn there, where a new element would be drawn anew. */}
        {parts.map(({ start, end, kind, label }, at) => (
          <span
            key={at}
            data-kind={kind}
            className={captioned ? "inline-flex max-w-full flex-col items-start" : ""}
          >
            <MonoText className={classNames("underline-offset-4", looks[kind])}>
              {text.slice(start, end)}
            </MonoText>
            {captioned ? (
              <span className="min-h-4 px-0.5 text-meta text-muted select-none">
                {captionOf(kind, label)}
              </span>
            ) : null}
          </span>
        ))}
      </span>
      <span className="sr-only select-none">{sentence(text, parts)}</span>
    </span>
  );
}

/** As short as can be: a caption that is wider than its part would tear the name apart. */
function captionOf(kind: SpanKind, label: string | undefined): string {
  switch (kind) {
    case "literal":
      return label === "host" ? "host ✓" : "✓";
    case "star":
      return label === "host" ? "host, by *" : "by *";
    case "mismatch":
      return "✕";
    case "ignored":
      return [label, "not compared"].filter(Boolean).join(", ");
    default:
      return "";
  }
}

/** "host registry.example, matches; app, matched by star; tag :v1, not compared". */
function sentence(text: string, parts: readonly MarkedSpan[]): string {
  return parts
    .map(({ start, end, kind, label }) =>
      [[label, text.slice(start, end)].filter(Boolean).join(" "), spoken[kind]]
        .filter(Boolean)
        .join(", "),
    )
    .join("; ");
}

/** Orders the spans, cuts what overlaps or lies outside the text, and makes the rest plain. */
function fillGaps(text: string, spans: readonly MarkedSpan[]): MarkedSpan[] {
  const parts: MarkedSpan[] = [];
  let position = 0;
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const start = Math.max(position, span.start);
    const end = Math.min(text.length, span.end);
    if (end <= start) continue;
    if (start > position) parts.push({ start: position, end: start, kind: "plain" });
    parts.push({ start, end, kind: span.kind, label: span.label });
    position = end;
  }
  if (position < text.length) parts.push({ start: position, end: text.length, kind: "plain" });
  return parts;
}
