import type { PullView } from "@berth/api-contract";
import { StatusBadge } from "#src/ui/status-badge.tsx";
import type { StatusLook } from "#src/ui/status-look.ts";

const looks: Record<PullView["status"], StatusLook> = {
  started: { shape: "half-ring", tone: "info", word: "Started" },
  succeeded: { shape: "check-circle", tone: "success", word: "Succeeded" },
  failed: { shape: "octagon-x", tone: "danger", word: "Failed" },
  refused: { shape: "slash-circle", tone: "warning", word: "Refused" },
};

/** Such clients ask for a login and never say what became of it. */
const answered: StatusLook = { shape: "ring", tone: "neutral", word: "Answered" };

/** How a pull ended, whether it was anonymous, and whether it was slow. */
export function PullResult({
  pull: { status, outcome, carrier, slow },
}: {
  pull: Pick<PullView, "status" | "outcome" | "carrier" | "slow">;
}) {
  const look = status === "started" && carrier !== "pull" ? answered : looks[status];
  const detail = [outcome === "anonymous" && "anonymous", slow !== null && "slow"]
    .filter(Boolean)
    .join(", ");
  return (
    <StatusBadge
      {...look}
      detail={detail === "" ? undefined : <span className="whitespace-normal">{detail}</span>}
    />
  );
}
