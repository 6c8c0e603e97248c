import type { CheckView } from "@berth/api-contract";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { checkRemarks } from "./check-remarks.ts";

/** What a check found out beside its verdict; nothing where there is nothing to say. */
export function CheckRemarkList({ check }: { check: CheckView }) {
  const { overPrivileged, pullLimit, countedForAddress } = checkRemarks(check);
  if (overPrivileged === null && pullLimit === null) return null;
  return (
    <div className="space-y-2" data-print="keep">
      {overPrivileged === null ? null : (
        <Notice tone="warning" title="This credential can do more than pull">
          <MarkedText>{overPrivileged}</MarkedText>
        </Notice>
      )}
      {pullLimit === null ? null : (
        <Notice
          tone={countedForAddress ? "warning" : "neutral"}
          title={<MarkedText>{pullLimit}</MarkedText>}
        >
          {countedForAddress
            ? "That is an address, not an account: the registry doesn't count these pulls for the credential."
            : null}
        </Notice>
      )}
    </div>
  );
}
