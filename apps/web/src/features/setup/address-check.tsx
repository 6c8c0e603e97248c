import type { AddressProbe } from "@berth/api-contract";
import type { Settings } from "@berth/registry-catalog";
import { useFormContext, useWatch } from "react-hook-form";
import { describeError, isApiError } from "#src/api/errors.ts";
import { focusFormField } from "#src/domain-ui/registry-form/focus-form-field.ts";
import type { RegistryFormValues } from "#src/domain-ui/registry-form/form-values.ts";
import { useRegistryForm } from "#src/domain-ui/registry-form/registry-form-context.ts";
import { formatDuration, formatEndDay } from "#src/lib/time-format.ts";
import { Button } from "#src/ui/button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { pinSetting } from "./address-fields.ts";
import type { AddressProbing } from "./use-address-probe.ts";

/** "Check address": whether a registry answers there, before anybody creates a credential for it. */
export function AddressCheck({
  probe,
  failure,
  onAsk,
}: {
  probe: AddressProbing;
  /** Why the last question got no answer. */
  failure: unknown;
  onAsk: () => void;
}) {
  const { type } = useRegistryForm();
  const { control } = useFormContext<RegistryFormValues>();
  const settings = useWatch({ control, name: "settings" });
  const result = probe.resultFor(settings);
  return (
    <div className="space-y-2">
      <Button onClick={onAsk} busy={probe.asking && "Checking the address…"}>
        Check address
      </Button>
      <output className="block space-y-2">
        {result ? (
          <ProbeResult
            result={result}
            pin={
              result.realm === null ? null : pinSetting(type, settings as Settings, result.realm)
            }
            onConfirmed={onAsk}
          />
        ) : null}
        {!result && failure && !probe.asking ? (
          <Notice tone="warning" title="The address couldn't be checked">
            <MarkedText>{describeError(failure).message}</MarkedText>
            {isApiError(failure, "validation_failed") ? null : (
              <p>You can go on; the check in the last step asks again.</p>
            )}
          </Notice>
        ) : null}
      </output>
    </div>
  );
}

function ProbeResult({
  result,
  pin,
  onConfirmed,
}: {
  result: AddressProbe;
  pin: string | null;
  onConfirmed: () => void;
}) {
  const { setValue, clearErrors } = useFormContext<RegistryFormValues>();
  if (!result.ok) {
    return (
      <Notice tone="danger" title={<MarkedText>{result.message}</MarkedText>}>
        <ul className="list-disc space-y-1 ps-5">
          {result.remedies.map((remedy) => (
            <li key={remedy}>
              <MarkedText>{remedy}</MarkedText>
            </li>
          ))}
        </ul>
        {blocks(result) ? null : (
          <p className="mt-1">
            If you know the address to be right, continue; the check in the last step asks again.
          </p>
        )}
      </Notice>
    );
  }
  const { realm, realmNeedsPin, tls, durationMs } = result;
  return (
    <>
      <Notice tone="success" title={<MarkedText>{result.message}</MarkedText>}>
        {tls
          ? `${tls.protocol}, certificate by ${tls.issuer}, valid until ${formatEndDay(Date.parse(tls.validTo))}. `
          : null}
        Answered in {formatDuration(durationMs)}.
      </Notice>
      {realmNeedsPin && realm !== null ? (
        <Notice
          tone="warning"
          title="The secret would go to another address as well"
          actions={
            pin === null ? null : (
              <Button
                onClick={() => {
                  setValue(`settings.${pin}`, realm, { shouldDirty: true });
                  clearErrors(`settings.${pin}`);
                  focusFormField(`settings.${pin}`);
                  onConfirmed();
                }}
              >
                Yes, send the secret to {realm}
              </Button>
            )
          }
        >
          <MarkedText>
            {`For its tokens this registry sends clients to \`${realm}\`. Confirm only if you know that host to be its token service; otherwise ask who runs the registry.`}
          </MarkedText>
        </Notice>
      ) : null}
    </>
  );
}

/** Answers that no credential can make right: there is no registry at this address. */
export function blocks({ ok, code }: AddressProbe): boolean {
  return !ok && (code === "NOT-REGISTRY" || code === "REDIRECT" || code === "BAD-HOST");
}
