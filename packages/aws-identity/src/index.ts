export type { Identity, IdentitySource, MachineKeys, NoIdentity } from "./identity.ts";
export type { Answer, Ask } from "./machine.ts";
export type { Environment } from "./environment.ts";
export {
  createMachineIdentity,
  type MachineIdentity,
  type MachineIdentityOptions,
} from "./machine-identity.ts";
