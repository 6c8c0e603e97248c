import type { Config } from "../config/config.ts";

/** Where people and workers reach Berth: as configured, else this machine at `port`. */
export function publicUrlOf({ publicUrl, host }: Config, port: number): URL {
  return publicUrl ?? localUrl(host, port);
}

function localUrl(host: string, port: number): URL {
  const open = host === "0.0.0.0" || host === "::";
  const name = open ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;
  return new URL(`http://${name}:${port}`);
}
