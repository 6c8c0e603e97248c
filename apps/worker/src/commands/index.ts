import { authFileCommand } from "./auth-file.ts";
import { checkCommand } from "./check.ts";
import type { Command } from "./command.ts";
import { credentialHelperCommand } from "./credential-helper.ts";
import { doctorCommand } from "./doctor.ts";
import { kubeletConfigCommand } from "./kubelet-config.ts";
import { kubeletCommand } from "./kubelet.ts";
import { pullCommand } from "./pull.ts";
import { scanCommand } from "./scan.ts";
import { versionCommand } from "./version.ts";

/** Every command, in the order of the help. To add one, write its file and name it here. */
export const commands: readonly Command[] = [
  pullCommand,
  credentialHelperCommand,
  kubeletCommand,
  kubeletConfigCommand,
  authFileCommand,
  checkCommand,
  scanCommand,
  doctorCommand,
  versionCommand,
];
