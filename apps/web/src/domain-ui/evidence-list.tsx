import type { Evidence } from "@berth/api-contract";
import type { ReactNode } from "react";
import { formatBytes, formatDuration, formatEndDay } from "#src/lib/time-format.ts";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { exchangeCurl } from "./exchange-curl.ts";

type NetworkEvidence = Extract<Evidence, { kind: "network" }>["event"];
type Exchange = Extract<Evidence, { kind: "exchange" }>["exchange"];

/** What a step rests on. The server has redacted it; nothing here can be a secret or a token. */
export function EvidenceList({ items }: { items: readonly Evidence[] }) {
  return (
    <ul className="space-y-3">
      {items.map((item, index) => (
        <li key={index}>{describe(item)}</li>
      ))}
    </ul>
  );
}

function describe(item: Evidence): ReactNode {
  switch (item.kind) {
    case "pick":
      return <Pick item={item} />;
    case "network":
      return networkLine(item.event);
    case "exchange":
      return <ExchangeBlock exchange={item.exchange} />;
    case "token":
      return (
        <Facts
          rows={[
            ["Token service", <MonoText key="r">{item.realm}</MonoText>],
            ["Service", item.service],
            ["Scope", <MonoText key="s">{item.scope}</MonoText>],
            ["Lasts", formatDuration(item.lifetimeMs)],
            ["Granted", grantedText(item.granted)],
          ]}
        />
      );
    case "manifest":
      return (
        <Facts
          rows={[
            ["Digest", <MonoText key="d">{item.digest}</MonoText>],
            [
              "Computed from",
              item.digestFrom === "body" ? "the manifest itself" : "the answer's header",
            ],
            ["Media type", <MonoText key="m">{item.mediaType}</MonoText>],
            ["Size", item.sizeBytes === null ? null : formatBytes(item.sizeBytes)],
            ["Platforms", item.platforms.length === 0 ? null : item.platforms.join(", ")],
          ]}
        />
      );
    case "rate-limit":
      return (
        <Facts
          rows={[
            ["Pull limit", limitText(item.remaining, item.limit)],
            [
              "Window",
              item.windowSeconds === null ? null : formatDuration(item.windowSeconds * 1000),
            ],
            ["Counted for", item.source],
            [
              "Try again after",
              item.retryAfterSeconds === null
                ? null
                : formatDuration(item.retryAfterSeconds * 1000),
            ],
          ]}
        />
      );
    default:
      return <MarkedText>{item.text}</MarkedText>;
  }
}

function Pick({ item }: { item: Extract<Evidence, { kind: "pick" }> }) {
  return (
    <>
      <Facts
        rows={[
          ["Image name", <MonoText key="i">{item.canonical}</MonoText>],
          ["Registry", item.registry],
          [
            "Pattern",
            item.pattern === undefined ? null : <MonoText key="p">{item.pattern}</MonoText>,
          ],
        ]}
      />
      {item.considered && item.considered.length > 0 ? (
        <ul className="mt-2 list-disc space-y-1 ps-5">
          {item.considered.map((other) => (
            <li key={other.pattern}>
              <MonoText>{other.pattern}</MonoText> ({other.registry}): {other.reason}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function ExchangeBlock({ exchange }: { exchange: Exchange }) {
  const { answer, failure } = exchange;
  const curl = exchangeCurl(exchange);
  const problem = answer?.error?.entries
    .map(({ code, message, detail }) => [code, message, detail].filter(Boolean).join(": "))
    .join("; ");
  return (
    <div className="space-y-1">
      <p className="wrap-anywhere">
        <MonoText strong>{`${exchange.method} ${exchange.url}`}</MonoText>{" "}
        <span className="text-muted">
          {formatDuration(exchange.durationMs)}, {signedWith[exchange.authorization]}
        </span>
      </p>
      <Facts
        rows={[
          ["Status", answer ? String(answer.status) : null],
          ["Content type", answer?.contentType],
          ...(answer?.headers ?? [])
            .filter(([name]) => name !== "content-type")
            .map(([name, value]): [string, ReactNode] => [
              name,
              <MonoText key={name}>{value}</MonoText>,
            ]),
          ["Challenge", answer?.challengeProblem],
          ["Answer", problem],
          ["Failure", failure ? failureText(failure) : null],
          ["Connection", exchange.network.map(networkLine).join(" · ") || null],
        ]}
      />
      {curl === null ? null : (
        <CopyButton text={curl} what="curl command" size="small" variant="quiet" />
      )}
    </div>
  );
}

const signedWith: Record<Exchange["authorization"], string> = {
  none: "not signed in",
  basic: "signed in with user name and secret",
  bearer: "signed in with the token",
  other: "signed in",
};

function networkLine(event: NetworkEvidence): string {
  switch (event.kind) {
    case "dns":
      return `${event.host} is ${event.addresses.join(", ")} (${formatDuration(event.durationMs)})`;
    case "connect":
      return `Connected to ${event.address}, port ${event.port} (${formatDuration(event.durationMs)})`;
    case "tls":
      return `${event.protocol}, certificate for ${event.subject} by ${event.issuer}, valid until ${formatEndDay(Date.parse(event.validTo))}`;
    case "resent":
      return "It had been closed at the other end, so the request was sent again";
    default:
      return "Used the open connection";
  }
}

function failureText(failure: NonNullable<Exchange["failure"]>): string {
  const where = failure.address ?? failure.host;
  const cause = failure.osCode ? ` (${failure.osCode})` : "";
  return `${failure.code} at ${where}, port ${failure.port}${cause}`;
}

function limitText(remaining: number | null, limit: number | null): string | null {
  if (remaining === null) return limit === null ? null : `${limit}`;
  return limit === null ? `${remaining} left` : `${remaining} of ${limit} left`;
}

function grantedText(granted: Extract<Evidence, { kind: "token" }>["granted"]): string {
  if (granted === null) return "can't be read from this token";
  if (granted.length === 0) return "nothing";
  return granted.map(({ type, name, actions }) => `${type}:${name}:${actions.join(",")}`).join(" ");
}

function Facts({ rows }: { rows: [label: string, value: ReactNode][] }) {
  return (
    <dl className="space-y-0.5">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([label, value]) => (
          <div key={label} className="flex flex-wrap gap-x-2">
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
