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

type HostRow = { registry: OutboundPolicyView["registries"][number]; host: string };

/** The hosts that the organization's registries may be reached at, each to be tried. */
export function RegistryHostTable({
  org,
  registries,
}: {
  org: string;
  registries: OutboundPolicyView["registries"];
}) {
  const columns: readonly Column<HostRow>[] = [
    {
      id: "host",
      header: "Host",
      rowHeader: true,
      renderCell: ({ host }) => <MonoText>{host}</MonoText>,
    },
    {
      id: "registry",
      header: "Registry",
      renderCell: ({ registry }) => (
        <Link to={paths.registry(org, registry.id)} className="link">
          {registry.name}
        </Link>
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
      rows={registries.flatMap((registry) => registry.hosts.map((host) => ({ registry, host })))}
      rowKey={({ registry, host }) => `${registry.id} ${host}`}
    />
  );
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
