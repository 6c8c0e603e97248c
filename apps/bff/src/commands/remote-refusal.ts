import { StartError } from "../boot/start-error.ts";
import { RemoteError } from "../configuration/remote-api.ts";

/** Says in one line why the server can't be asked. */
export async function orStartError<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (err) {
    if (!(err instanceof RemoteError)) throw err;
    throw new StartError(err.code === null ? "busy" : "config", err.message, err);
  }
}
