import { outboundTrialInputSchema, type OutboundTrialView } from "@berth/api-contract";
import { useState } from "react";
import { tryOutboundHost } from "#src/api/outbound.ts";
import { TextField } from "#src/forms/fields.tsx";
import { FormShell } from "#src/forms/form-shell.tsx";
import { useZodForm } from "#src/forms/use-zod-form.ts";
import { announce } from "#src/lib/announcer.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { TrialResult } from "./trial-result.tsx";
import { trialSentence } from "./trial-words.ts";

/** Asks the server about any host, by the same rules that stand before every connection. */
export function HostTester({ org }: { org: string }) {
  const [trial, setTrial] = useState<OutboundTrialView | null>(null);
  const form = useZodForm(outboundTrialInputSchema, { host: "" });
  return (
    <section aria-labelledby="try-host" className="space-y-3">
      <div>
        <h2 id="try-host" className="text-h2 font-semibold">
          Would Berth connect to this host?
        </h2>
        <p className="max-w-prose text-muted">
          The same rules answer as before every connection. Berth asks DNS, and sends the host
          nothing.
        </p>
      </div>
      <FormShell
        form={form}
        submit="Try host"
        submitting="Trying…"
        onSubmit={async ({ host }) => {
          setTrial(null);
          const answer = await tryOutboundHost(org, host);
          setTrial(answer);
          announce(trialSentence(answer));
        }}
        outcome={trial === null ? null : <TrialResult trial={trial} />}
      >
        <TextField
          name="host"
          label="Host"
          hint={
            <MarkedText>
              As in a registry's settings: `registry.example.com`, or with a port,
              `registry.example.com:5000`.
            </MarkedText>
          }
          mono
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </FormShell>
    </section>
  );
}
