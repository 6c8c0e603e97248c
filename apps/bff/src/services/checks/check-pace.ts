import type { WindowLimit } from "../../auth/window-limit.ts";
import type { CheckQueue } from "../../egress/concurrency.ts";

/** How many checks, or probes, run at once on this server, and how many an organization may start in a minute. */
export type CheckPace = { queue: CheckQueue; minute: WindowLimit };
