import type { OutboundTrialView } from "@berth/api-contract";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import { ruleWords, verdictLooks } from "./trial-words.ts";

/** What would become of a connection, and which rule decides. */
export function TrialResult({ trial }: { trial: OutboundTrialView }) {
  const { host, unicode, scheme, verdict, rule } = trial;
  return (
    <div className="space-y-1">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <StatusBadge {...verdictLooks[verdict]} />
        <MonoText>{`${scheme}://${host}`}</MonoText>
        {unicode === null ? null : (
          <span className="text-muted">
            reads as <MonoText>{unicode}</MonoText>
          </span>
        )}
      </p>
      <p className="max-w-prose">
        <MarkedText>{ruleWords[rule]}</MarkedText>
      </p>
    </div>
  );
}
