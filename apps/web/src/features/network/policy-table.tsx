import type { OutboundPolicyView } from "@berth/api-contract";
import type { Column } from "#src/ui/column.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { Table } from "#src/ui/table.tsx";

type Rule = { what: string; inForce: string; setBy: string };

const always = "Always so; no variable changes it.";

const columns: readonly Column<Rule>[] = [
  { id: "what", header: "What", rowHeader: true, renderCell: ({ what }) => what },
  {
    id: "inForce",
    header: "In force",
    renderCell: ({ inForce }) => <MarkedText>{inForce}</MarkedText>,
  },
  {
    id: "setBy",
    header: "Set by",
    renderCell: ({ setBy }) => (
      <span className="text-muted">
        <MarkedText>{setBy}</MarkedText>
      </span>
    ),
  },
];

/** The rules in force, each with what sets it. */
export function PolicyTable({ policy }: { policy: OutboundPolicyView }) {
  return (
    <Table
      caption="Rules in force"
      columns={columns}
      rows={rulesOf(policy)}
      rowKey={({ what }) => what}
    />
  );
}

function rulesOf({ opened, limits }: OutboundPolicyView): Rule[] {
  return [
    {
      what: "Public registries",
      inForce:
        "Reached over https at public addresses, at port 443 and from 1024 up, minus ports where other services listen.",
      setBy: always,
    },
    {
      what: "Private networks",
      inForce: privateWords(opened),
      setBy: "`BERTH_OUTBOUND_ALLOW`; empty by default: closed.",
    },
    {
      what: "Without TLS",
      inForce: opened.plainText
        ? "For the hosts that the operator marked, and no others."
        : "Never: every host has to speak https.",
      setBy: "`;http` behind an entry in `BERTH_OUTBOUND_ALLOW`; none by default.",
    },
    {
      what: "The server itself",
      inForce: "Only a host and port of it that the operator lists.",
      setBy: "`host:port` in `BERTH_OUTBOUND_ALLOW`; none by default.",
    },
    {
      what: "Cloud metadata and link-local addresses",
      inForce: "Never reached.",
      setBy: always,
    },
    {
      what: "IPv6",
      inForce:
        "Used like IPv4. Every address that a name has must be allowed, or none of them is dialled.",
      setBy: always,
    },
    {
      what: "Proxy",
      inForce:
        "None: Berth connects by itself, because an address is judged where the connection is opened.",
      setBy: "No variable; `HTTPS_PROXY` has no effect.",
    },
    {
      what: "Private certificate authorities",
      inForce: "Trusted for the registry they are given with, beside the public ones.",
      setBy: "The registry's own settings.",
    },
    {
      what: "Redirects",
      inForce: "Never followed automatically. A secret goes only to the registry's own hosts.",
      setBy: always,
    },
    {
      what: "Time limits",
      inForce: limitWords(limits),
      setBy: always,
    },
  ];
}

function privateWords({ hosts, networks }: OutboundPolicyView["opened"]): string {
  if (hosts && networks) return "Open for the hosts and networks that the operator lists.";
  if (networks) return "Open for the networks that the operator lists.";
  if (hosts) return "Open for the hosts that the operator lists.";
  return "Closed.";
}

function limitWords(limits: OutboundPolicyView["limits"]): string {
  return [
    `DNS ${limits.resolveMs / 1000} s`,
    `connection ${limits.connectMs / 1000} s`,
    `TLS ${limits.tlsMs / 1000} s`,
    `first answer ${limits.headersMs / 1000} s`,
    `whole request ${limits.requestMs / 1000} s`,
  ].join(" · ");
}
