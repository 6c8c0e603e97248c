import type { ApiCall } from "@berth/api-contract";
import { StartError } from "../boot/start-error.ts";
import { remoteApi } from "../configuration/remote-api.ts";
import type { CommandContext } from "./command.ts";

export type RemoteOptions = { organization?: string | undefined; url?: string | undefined };

/** The API of the Berth that a command is for, from its options and `BERTH_URL` and `BERTH_API_TOKEN`. */
export function remoteAccess(
  { env }: Pick<CommandContext, "env">,
  options: RemoteOptions,
): { api: ApiCall; org: string } {
  const address = options.url ?? env["BERTH_URL"] ?? "";
  const token = env["BERTH_API_TOKEN"]?.trim() ?? "";
  const org = options.organization ?? env["BERTH_ORGANIZATION"] ?? "";
  delete env["BERTH_API_TOKEN"];
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["https:", "http:"].includes(url.protocol) || url.username !== "") {
    throw new StartError(
      "config",
      "Say where Berth is: --url https://berth.example.com, or BERTH_URL.",
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw new StartError(
      "config",
      "BERTH_URL begins with http://, which would send the token in plain text. Use https://.",
    );
  }
  if (!token.startsWith("brth_a_")) {
    throw new StartError(
      "config",
      "BERTH_API_TOKEN holds no API token. An admin makes one under Tokens › API tokens.",
    );
  }
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(org)) {
    throw new StartError(
      "config",
      "Say which organization: --organization acme (its name in addresses), or BERTH_ORGANIZATION.",
    );
  }
  return { api: remoteApi({ url, token }), org };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host);
}
