import { VaultError } from "../../vault/vault-error.ts";
import { AppError } from "../errors.ts";

/** Says in words that an organization's key is missing, so that nothing of it can be sealed or compared. */
export async function orSealed<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (err) {
    if (!(err instanceof VaultError)) throw err;
    throw new AppError(
      "unavailable",
      "This organization's key can't be opened on this server, so secrets can be neither saved nor used. Tell whoever runs Berth here.",
      { cause: err },
    );
  }
}
