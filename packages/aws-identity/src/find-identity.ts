import { fromContainer } from "./from-container.ts";
import { fromCredentialsFile } from "./from-credentials-file.ts";
import { fromEnvironment } from "./from-environment.ts";
import { fromInstance } from "./from-instance.ts";
import { fromWebIdentity } from "./from-web-identity.ts";
import type { Identity, NoIdentity } from "./identity.ts";
import type { Machine } from "./machine.ts";

/**
 * The identity that AWS's own tools would use on this machine, looked for in their order: environment,
 * credentials file, the token of a pod, the agent of a container, the role of an instance. A source that is
 * there but fails ends the search.
 */
export async function findIdentity(machine: Machine): Promise<Identity | NoIdentity> {
  return (
    fromEnvironment(machine.environment) ??
    (await fromCredentialsFile(machine)) ??
    (await fromWebIdentity(machine)) ??
    (await fromContainer(machine)) ??
    (await fromInstance(machine))
  );
}
