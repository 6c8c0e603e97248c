import type { RegistryView } from "@berth/api-contract";
import { useNavigate } from "react-router";
import { usePauseRegistry } from "#src/api/registries.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { Button } from "#src/ui/button.tsx";

/** What stops pulls: for a while, or for good. */
export function DangerArea({ org, registry }: { org: string; registry: RegistryView }) {
  const navigate = useNavigate();
  const pause = usePauseRegistry(org);
  return (
    <section
      data-print="hide"
      aria-labelledby="danger"
      className="rounded-md border border-divider"
    >
      <h2 id="danger" className="px-4 pt-3 text-lead font-semibold">
        Stop using it
      </h2>
      {pause.error ? (
        <div className="px-4 pt-2">
          <FailurePanel title="Nothing was changed." error={pause.error} />
        </div>
      ) : null}
      <ul className="divide-y divide-divider">
        <Deed
          words="Pausing is reversible. Pulls that match get no credential, and no wider pattern takes over."
          button={
            <Button busy={pause.isPending && "Saving…"} onClick={() => pause.mutate(registry)}>
              {registry.paused ? "Resume registry" : "Pause registry"}
            </Button>
          }
        />
        <Deed
          words="Deleting removes the registry, its patterns and its secret. Its effect is shown first."
          button={
            <Button
              variant="danger"
              onClick={() => void navigate({ hash: "#delete" }, { replace: true })}
            >
              Delete registry…
            </Button>
          }
        />
      </ul>
    </section>
  );
}

function Deed({ words, button }: { words: string; button: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
      <p className="max-w-prose text-muted">{words}</p>
      {button}
    </li>
  );
}
