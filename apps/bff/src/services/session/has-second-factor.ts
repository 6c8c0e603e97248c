import type { SecondFactor } from "../../store/ports/second-factor.ts";

/** Whether somebody is asked for more than their first proof. A passkey counts wherever it was made. */
export function hasSecondFactor({ totp, passkeys }: SecondFactor): boolean {
  return totp?.active === true || passkeys.length > 0;
}
