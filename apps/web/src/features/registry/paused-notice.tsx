import type { RegistryView } from "@berth/api-contract";
import { describeError } from "#src/api/errors.ts";
import type { usePauseRegistry } from "#src/api/registries.ts";
import { Button } from "#src/ui/button.tsx";
import { ErrorPanel } from "#src/ui/error-panel.tsx";
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
      {error ? (
        <ErrorPanel
          title={registry.paused ? "The registry was not resumed." : "The registry was not paused."}
          message={describeError(error).message}
          requestId={describeError(error).requestId}
        />
      ) : null}
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
