import type { RegistryView } from "@berth/api-contract";
import type { usePauseRegistry } from "#src/api/registries.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";

/** That a registry is paused, what that means, and the way back: "Undo" for whoever has just done it. */
export function PausedNotice({
  registry,
  pause,
  canResume,
}: {
  registry: RegistryView;
  pause: ReturnType<typeof usePauseRegistry>;
  canResume: boolean;
}) {
  const { error, data, isPending } = pause;
  return (
    <>
      <FailurePanel
        title={registry.paused ? "The registry was not resumed." : "The registry was not paused."}
        error={error}
      />
      {registry.paused ? (
        <Notice
          tone="warning"
          live
          title="Paused"
          actions={
            canResume ? (
              <Button
                size="small"
                busy={isPending && "Resuming…"}
                onClick={() => pause.mutate(registry)}
              >
                {data?.paused ? "Undo" : "Resume"}
              </Button>
            ) : null
          }
        >
          Pulls that match get no credential, and no wider pattern takes over.
        </Notice>
      ) : null}
    </>
  );
}
