import type { OutboundPolicyView } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { tryOutboundHost } from "#src/api/outbound.ts";
import { FailurePanel } from "#src/domain-ui/failure-panel.tsx";
import { announce } from "#src/lib/announcer.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import type { Column } from "#src/ui/column.ts";
import { MonoText } from "#src/ui/mono-text.tsx";
import { Table } from "#src/ui/table.tsx";
import { TrialResult } from "./trial-result.tsx";
import { trialSentence } from "./trial-words.ts";

type Registries = OutboundPolicyView["registries"];
type HostRow = { host: string; registries: Registries };

/** The hosts that the organization's registries may be reached at, each once, to be tried. */
export function RegistryHostTable({ org, registries }: { org: string; registries: Registries }) {
  const columns: readonly Column<HostRow>[] = [
    {
      id: "host",
      header: "Host",
      rowHeader: true,
      renderCell: ({ host }) => <MonoText>{host}</MonoText>,
    },
    {
      id: "registries",
      header: "Registries",
      renderCell: (row) => (
        <ul className="flex flex-wrap gap-x-4">
          {row.registries.map(({ id, name }) => (
            <li key={id}>
              <Link to={paths.registry(org, id)} className="link">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      ),
    },
    {
      id: "answer",
      header: "Connection",
      buttons: true,
      renderCell: ({ host }) => <Answer org={org} host={host} />,
    },
  ];
  return (
    <Table
      caption="Hosts of your registries"
      columns={columns}
      rows={byHost(registries)}
      rowKey={({ host }) => host}
    />
  );
}

/** Several registries may share a host. */
function byHost(registries: Registries): HostRow[] {
  const rows = new Map<string, HostRow>();
  for (const registry of registries) {
    for (const host of registry.hosts) {
      const row = rows.get(host) ?? { host, registries: [] };
      rows.set(host, { host, registries: [...row.registries, registry] });
    }
  }
  return [...rows.values()];
}

function Answer({ org, host }: { org: string; host: string }) {
  const trial = useMutation({
    mutationFn: () => tryOutboundHost(org, host),
    onSuccess: (answer) => announce(trialSentence(answer)),
  });
  if (host.includes("*")) {
    return <span className="text-muted">Stands for many hosts; try one of them above.</span>;
  }
  return (
    <div className="space-y-2">
      {trial.data ? <TrialResult trial={trial.data} /> : null}
      <FailurePanel title="The host was not tried." error={trial.error} />
      <Button
        size="small"
        onClick={() => {
          if (!trial.isPending) trial.mutate();
        }}
      >
        {trial.isPending ? "Trying…" : trial.data ? "Try again" : "Try"}{" "}
        <span className="sr-only">{host}</span>
      </Button>
    </div>
  );
}
