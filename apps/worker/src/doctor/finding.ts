import type { EngineName } from "../engine/engine.ts";

/** One thing a pull needs. `skip`: it can't be told while something else fails. */
export type Finding = {
  id: "settings" | "proxy" | "certificates" | "berth" | "token" | "project" | "clock" | EngineName;
  status: "pass" | "warn" | "fail" | "skip";
  message: string;
  /** What to do, in one sentence; null where there is nothing to do. */
  advice: string | null;
};
