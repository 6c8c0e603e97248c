import type { RegistryView } from "@berth/api-contract";
import { useUpdateRegistry } from "#src/api/update-registry.ts";
import { AskedSwitch } from "#src/domain-ui/asked-switch.tsx";

/** Chooses a registry for clients that know only the host. */
export function HostOnlySwitch({
  org,
  registry: { id, version, servesHostOnly },
  editable,
}: {
  org: string;
  registry: Pick<RegistryView, "id" | "version" | "servesHostOnly">;
  editable: boolean;
}) {
  const update = useUpdateRegistry(org, id);
  if (!editable) {
    return servesHostOnly ? <p className="max-w-prose text-table">{onText}</p> : null;
  }
  return (
    <AskedSwitch
      label="Serve clients that know only the host"
      checked={servesHostOnly}
      about={servesHostOnly ? onText : offText}
      question="Serve clients that know only the host?"
      confirm="Serve them"
      consequence="Docker's credential helper can't say which image it wants. It then gets this registry's credential for every image on its hosts, also for those that no pattern covers or that another registry serves."
      update={update}
      onSet={(next, onSettled) => update.mutate({ version, servesHostOnly: next }, { onSettled })}
    />
  );
}

const onText =
  "On: Docker's credential helper gets this registry's credential for every image on its hosts.";
const offText =
  "Off: the credential helper is served only where one registry alone is on a host and one of its patterns is the whole host.";
