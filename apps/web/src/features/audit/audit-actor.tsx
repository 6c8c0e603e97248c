import type { AuditEvent } from "@berth/api-contract";

const kindWords: Record<AuditEvent["actor"]["kind"], string | null> = {
  person: null,
  "support-staff": "support staff of this Berth",
  "worker-token": "worker token",
  "api-token": "API token",
  system: "system",
};

/** Who did it; a machine is said to be one. */
export function AuditActor({ actor: { kind, name } }: { actor: AuditEvent["actor"] }) {
  const word = kindWords[kind];
  return (
    <>
      {name}
      {word === null ? null : <span className="text-muted"> · {word}</span>}
    </>
  );
}
