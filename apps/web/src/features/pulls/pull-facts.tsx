import type { CredentialKind, PullView } from "@berth/api-contract";
import type { ReactNode } from "react";
import { formatAbsolute, formatBytes, formatDuration } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { carrierWords } from "./carrier-words.ts";

const credentialWords: Record<CredentialKind, string> = {
  "registry-token": "A short-lived token of the registry",
  "stored-secret": "The stored credential",
  "own-role": "None: the worker signed in with its own role",
};

/** All that is recorded of a pull. */
export function PullFacts({ org, pull }: { org: string; pull: PullView }) {
  const facts: (KeyValue | false)[] = [
    { label: "When", value: <time dateTime={pull.at}>{formatAbsolute(Date.parse(pull.at))}</time> },
    {
      label: "Image",
      value: <MonoText>{pull.image}</MonoText>,
      action: <CopyButton what="image" text={pull.image} size="small" variant="quiet" />,
    },
    pull.canonical !== null &&
      pull.canonical !== pull.image && {
        label: "Compared as",
        value: <MonoText>{pull.canonical}</MonoText>,
      },
    pull.digest !== null && {
      label: "Digest",
      value: <MonoText>{pull.digest}</MonoText>,
      action: <CopyButton what="digest" text={pull.digest} size="small" variant="quiet" />,
    },
    {
      label: "Registry",
      value:
        pull.registry === null ? (
          <Muted>None: no pattern matched</Muted>
        ) : (
          <Link to={paths.registry(org, pull.registry.id)} className="link">
            {pull.registry.name}
          </Link>
        ),
    },
    pull.pattern !== null && { label: "Pattern", value: <MonoText>{pull.pattern}</MonoText> },
    {
      label: "Project",
      value:
        pull.project === null ? (
          <Muted>None</Muted>
        ) : (
          `${pull.project.name}${pull.project.ownerKind === "person" ? ", a personal project" : ""}`
        ),
    },
    { label: "Worker token", value: pull.workerToken?.name ?? <Muted>Deleted</Muted> },
    pull.carrier !== "pull" && { label: "Asked through", value: carrierWords[pull.carrier] },
    {
      label: "Credential",
      value:
        pull.credentialKind === null ? (
          <Muted>None was handed out</Muted>
        ) : (
          credentialWords[pull.credentialKind]
        ),
    },
    pull.scope !== null && { label: "What it could do", value: pull.scope },
    pull.durationMs !== null && { label: "Duration", value: <Duration pull={pull} /> },
    pull.bytes !== null && { label: "Size", value: formatBytes(pull.bytes) },
  ];
  return <KeyValueList items={facts.filter((fact) => fact !== false)} />;
}

function Duration({ pull: { durationMs, usualMs } }: { pull: PullView }) {
  if (usualMs === null) return formatDuration(durationMs ?? 0);
  return `${formatDuration(durationMs ?? 0)}; 95 of 100 earlier pulls took at most ${formatDuration(usualMs)}`;
}

function Muted({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}
