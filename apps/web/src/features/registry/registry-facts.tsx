import type { LastResult, LastResults, RegistryView } from "@berth/api-contract";
import { registryType, type Settings } from "@berth/registry-catalog";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { lastResultsQuery } from "#src/api/last-results.ts";
import { formatCount, formatDay, formatEndDay } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { type KeyValue, KeyValueList } from "#src/ui/key-value-list.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { RelativeTime } from "#src/ui/relative-time.tsx";
import { PatternTexts } from "./pattern-texts.tsx";

/** The registry in a few lines, each with the way to where it is changed or told in full. */
export function RegistryFacts({ org, registry }: { org: string; registry: RegistryView }) {
  const results = useQuery(lastResultsQuery(org, registry.id));
  return (
    <div aria-busy={results.isPending}>
      <KeyValueList items={factsOf(org, registry, results)} />
    </div>
  );
}

function factsOf(
  org: string,
  registry: RegistryView,
  results: UseQueryResult<LastResults>,
): KeyValue[] {
  const { host, identity, secret, expiry, lastPullAt, pulls30d, createdAt, createdBy } = registry;
  return [
    { label: "Host", value: <MonoText>{host}</MonoText> },
    {
      label: "Patterns",
      value: <PatternTexts registry={registry} />,
      action: (
        <Link to={paths.registryPatterns(org, registry.id)} className="link">
          Patterns
        </Link>
      ),
    },
    {
      label: "Identity",
      value: identity === null ? <None>None</None> : <MonoText>{identity}</MonoText>,
    },
    {
      label: "Secret",
      value:
        secret === null || signsInWithRole(registry) ? (
          <None>None is stored</None>
        ) : (
          `Saved on ${formatDay(Date.parse(secret.setAt))}${secret.setBy ? ` by ${secret.setBy.name}` : ""}`
        ),
      action: (
        <Link to={paths.registryCredential(org, registry.id)} className="link">
          Credential
        </Link>
      ),
    },
    {
      label: "Expires",
      value:
        expiry.at === null ? (
          <None>No date known</None>
        ) : (
          <>
            {formatEndDay(Date.parse(expiry.at))} (<RelativeTime at={expiry.at} />)
          </>
        ),
    },
    lastResult(org, registry.id, "Last success", results, results.data?.success),
    lastResult(org, registry.id, "Last failure", results, results.data?.failure),
    {
      label: "Pulls",
      value:
        lastPullAt === null ? (
          <None>None has used it yet</None>
        ) : (
          <>
            {formatCount(pulls30d)} in the last 30 days, the last one{" "}
            <RelativeTime at={lastPullAt} />
          </>
        ),
    },
    {
      label: "Added",
      value: `${formatDay(Date.parse(createdAt))}${createdBy ? ` by ${createdBy.name}` : ""}`,
    },
  ];
}

function lastResult(
  org: string,
  registry: string,
  label: "Last success" | "Last failure",
  { isError }: UseQueryResult<LastResults>,
  result: LastResult | null | undefined,
): KeyValue {
  if (!result) {
    // Undefined is not none: it is on its way, or could not be had.
    const said = isError ? "Could not be loaded" : "\u00a0";
    return { label, value: <None>{result === null ? noneFound : said}</None> };
  }
  const { kind, id, at, image, by, reason } = result;
  return {
    label,
    value: (
      <>
        {kind === "check" ? "Check" : "Pull"} of <MonoText>{image}</MonoText>
        {by ? ` by ${byWords(by)}` : ""}, <RelativeTime at={at} />
        {reason === null ? null : (
          <span className="block text-muted">
            <MarkedText>{reason}</MarkedText>
          </span>
        )}
      </>
    ),
    action: (
      <Link
        to={kind === "check" ? paths.registryCheck(org, registry, id) : paths.pull(org, id)}
        className="link"
        aria-label={`See the ${kind}, ${label.toLowerCase()}`}
      >
        See the {kind}
      </Link>
    ),
  };
}

/** Pulls are looked through for as long as the server does. */
const noneFound = "None by a check, nor by a pull of the last 30 days";

function byWords(by: NonNullable<LastResult["by"]>): string {
  switch (by.kind) {
    case "schedule":
      return "the schedule";
    case "worker":
      return `the worker '${by.name}'`;
    case "person":
      return by.name;
  }
}

/** A role has no secret, although the registry counts the times that its destination was set. */
function signsInWithRole({ type, settings }: RegistryView): boolean {
  return (registryType(type)?.ownRole?.((settings ?? {}) as Settings) ?? null) !== null;
}

function None({ children }: { children: ReactNode }) {
  return <span className="text-muted">{children}</span>;
}
