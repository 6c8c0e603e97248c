import { applyCommand } from "./apply.ts";
import { auditHeadCommand } from "./audit-head.ts";
import { auditVerifyCommand } from "./audit-verify.ts";
import { backupCommand } from "./backup.ts";
import { exportCommand } from "./export.ts";
import { migrateStoreCommand } from "./migrate-store.ts";
import type { Command } from "./command.ts";
import { keysCreateCommand } from "./keys-create.ts";
import { keysForgetCommand } from "./keys-forget.ts";
import { keysRecoverCommand } from "./keys-recover.ts";
import { keysRecoveryIdentityCommand } from "./keys-recovery-identity.ts";
import { keysRewrapCommand } from "./keys-rewrap.ts";
import { keysRotateCommand } from "./keys-rotate.ts";
import { keysStatusCommand } from "./keys-status.ts";
import { peopleRemoveSecondFactorCommand } from "./people-remove-second-factor.ts";
import { peopleResetLinkCommand } from "./people-reset-link.ts";
import { peopleSignOutCommand } from "./people-sign-out.ts";
import { restoreCommand } from "./restore.ts";
import { supportStaffAppointCommand } from "./support-staff-appoint.ts";
import { supportStaffDismissCommand } from "./support-staff-dismiss.ts";
import { supportStaffListCommand } from "./support-staff-list.ts";

/** First words that several commands share. */
export const groups: Readonly<Record<string, string>> = {
  keys: "The keys that secrets are sealed under",
  people: "People who sign in",
  "support-staff": "People who may enter organizations to help",
  audit: "The audit log's chain of hashes",
};

/** Every command, in the order of the help. To add one, write its file and name it here. */
export const commands: readonly Command[] = [
  backupCommand,
  restoreCommand,
  keysStatusCommand,
  keysCreateCommand,
  keysRewrapCommand,
  keysRotateCommand,
  keysForgetCommand,
  keysRecoveryIdentityCommand,
  keysRecoverCommand,
  peopleResetLinkCommand,
  peopleRemoveSecondFactorCommand,
  peopleSignOutCommand,
  supportStaffAppointCommand,
  supportStaffDismissCommand,
  supportStaffListCommand,
  auditVerifyCommand,
  auditHeadCommand,
  migrateStoreCommand,
  exportCommand,
  applyCommand,
];
