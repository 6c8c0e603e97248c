import type { AlertChannel } from "../../store/rows.ts";
import { bindingHash, type SecretPlace } from "../../vault/aad.ts";

/** What a channel's sealed fields are bound to, but for the field: the channel itself, and the host it leads to. */
export function channelPlace(
  channel: Pick<AlertChannel, "organizationId" | "id" | "kind" | "host">,
  secretVersion: number,
): Omit<SecretPlace, "field"> {
  const { organizationId, id, kind, host } = channel;
  return {
    organizationId,
    registryId: id,
    secretVersion,
    binding: bindingHash([
      { name: "alert-channel", value: kind },
      { name: "host", value: host ?? "" },
    ]),
  };
}
