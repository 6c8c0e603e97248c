import type { RegistryView } from "@berth/api-contract";
import type { HandOut, RegistryType, Settings } from "@berth/registry-catalog";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { useUpdateRegistry } from "#src/api/update-registry.ts";
import { AskedSwitch } from "#src/domain-ui/asked-switch.tsx";
import { useSchemeOfLastCheck } from "#src/domain-ui/use-scheme-of-last-check.ts";

/** What workers receive, and whether that may be the stored secret. */
export function HandOutSection({
  org,
  registry,
  type,
  editable,
}: {
  org: string;
  registry: RegistryView;
  type: RegistryType;
  editable: boolean;
}) {
  const update = useUpdateRegistry(org, registry.id);
  const scheme = useSchemeOfLastCheck(org, registry);
  const handOut = type.handOut((registry.settings ?? {}) as Settings, scheme);
  const { storedConsequence } = handOut;
  const about = registry.handOutStored ? (
    <MarkedText>{storedConsequence ?? ""}</MarkedText>
  ) : (
    "Off: where no short-lived token can be had, the pull is refused and the reason shown."
  );
  return (
    <section aria-labelledby="hand-out">
      <h2 id="hand-out" className="mb-2 text-lead font-semibold">
        What workers receive
      </h2>
      <p className="max-w-prose">
        <MarkedText>{receivedInWords(handOut, registry.handOutStored)}</MarkedText>
      </p>
      {storedConsequence === null ? null : (
        <div className="mt-3">
          {editable ? (
            <AskedSwitch
              label="Hand out the stored secret where there is no short-lived token"
              checked={registry.handOutStored}
              about={about}
              question="Hand out the stored secret?"
              confirm="Hand it out"
              consequence={<MarkedText>{storedConsequence}</MarkedText>}
              update={update}
              onSet={(handOutStored, onSettled) =>
                update.mutate({ version: registry.version, handOutStored }, { onSettled })
              }
            />
          ) : (
            <div className="space-y-2">
              <p>
                The stored secret is{" "}
                {registry.handOutStored
                  ? "handed out where there is no short-lived token."
                  : "never handed out."}
              </p>
              <p className="max-w-prose text-table text-muted">{about}</p>
            </div>
          )}
        </div>
      )}
    </section>
  );
}

function receivedInWords({ carrier, what, life, narrowness }: HandOut, stored: boolean): string {
  if (carrier === "stored-secret" && !stored) {
    return `They would need ${what}. It is kept back, so their pulls are refused.`;
  }
  return `${carrier === "none" ? "They receive" : "For each pull they receive"} ${what}. How long it counts: ${life}. How far it reaches: ${narrowness}.`;
}
