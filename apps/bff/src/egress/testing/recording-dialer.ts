import { dial } from "../dial.ts";
import type { Dialer, DialTarget } from "../dial.ts";

/**
 * A dialer that writes down every connect. By default it then refuses, as a closed port does;
 * with `through` it really dials, at another place if that is given.
 */
export function recordingDialer(options: { through?: boolean | DialTarget } = {}): {
  dialer: Dialer;
  dialled: DialTarget[];
} {
  const dialled: DialTarget[] = [];
  const dialer: Dialer = (target, signal) => {
    dialled.push({ ...target });
    if (options.through === undefined || options.through === false) {
      return Promise.reject(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }));
    }
    return dial(options.through === true ? target : options.through, signal);
  };
  return { dialer, dialled };
}
