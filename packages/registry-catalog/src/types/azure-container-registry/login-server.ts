import { accept, checkText, problem } from "../../fields/text-input.ts";
import { cleanHost } from "../../host/clean-host.ts";
import { sharedSuffixOf } from "../../host/shared-suffixes.ts";
import type { FieldResult, Notice } from "../../issue.ts";

/** One of Azure's separate clouds. */
export interface AzureCloud {
  readonly suffix: string;
  /** Where Entra tokens of this cloud are issued. */
  readonly authority: string;
  readonly portal: string;
}

// https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
export const azureClouds: readonly AzureCloud[] = [
  {
    suffix: "azurecr.io",
    authority: "login.microsoftonline.com",
    portal: "https://portal.azure.com/",
  },
  {
    suffix: "azurecr.us",
    authority: "login.microsoftonline.us",
    portal: "https://portal.azure.us/",
  },
  {
    suffix: "azurecr.cn",
    authority: "login.partner.microsoftonline.cn",
    portal: "https://portal.azure.cn/",
  },
];

export interface LoginServer {
  /** Name of the registry as `az acr` wants it: without the hash of a Domain Name Label. */
  readonly name: string;
  readonly cloud: AzureCloud;
}

/** Takes `‹name›[-‹hash›][.‹region›.geo].azurecr.io` apart; null for a host of one's own. */
export function parseLoginServer(host: string): LoginServer | null {
  const match =
    /^([a-z0-9]{5,50})(?:-[a-z0-9]+)?(?:\.[a-z0-9]+\.geo)?\.(azurecr\.(?:io|us|cn))$/.exec(host);
  const cloud = azureClouds.find(({ suffix }) => suffix === match?.[2]);
  return match?.[1] === undefined || cloud === undefined ? null : { name: match[1], cloud };
}

/** The cloud whose Entra knows the registry; Azure's public one for a host of one's own. */
export function cloudOf(host: string): AzureCloud {
  const publicCloud = azureClouds[0];
  if (publicCloud === undefined) throw new Error("no Azure cloud is known");
  return parseLoginServer(host)?.cloud ?? publicCloud;
}

/** A login server, a bare registry name, or the registry's resource id. */
export function checkLoginServer(input: unknown): FieldResult<string> {
  return checkText(input, (text) => {
    const resource = /\/registries\/([A-Za-z0-9]{5,50})(?:\/|$)/.exec(text)?.[1];
    const name = resource ?? (/^[A-Za-z0-9]{5,50}$/.test(text) ? text : undefined);
    if (name !== undefined) {
      const host = `${name.toLowerCase()}.azurecr.io`;
      return accept(host, [
        {
          code: "suffix-added",
          message: `Written as '${host}'. If the registry was made with a domain name label, its login server is longer; compare it in the portal.`,
        },
      ]);
    }
    if (/^https?:\/\/portal\.azure\.|^\/subscriptions\//.test(text)) {
      return problem(
        "portal",
        "This is an address in the Azure portal. Enter the **Login server** that the registry's overview shows.",
      );
    }
    const host = cleanHost(text);
    return host.ok ? checkHost(host.host, host.notices) : host;
  });
}

function checkHost(host: string, notices: readonly Notice[]): FieldResult<string> {
  if (/\.data\.azurecr\.|\.blob\.core\./.test(host)) {
    return problem(
      "data-endpoint",
      "This is the address of the registry's storage. Enter the login server, such as `myregistry.azurecr.io`.",
    );
  }
  if (azureClouds.some(({ suffix }) => suffix === host)) {
    return problem(
      "no-name",
      `The registry's name is missing: it stands in front, as in \`myregistry.${host}\`.`,
    );
  }
  if (parseLoginServer(host) !== null) return accept(host, notices);
  const shared = sharedSuffixOf(host.replace(/:\d+$/, ""));
  if (shared?.suffix.startsWith("azurecr.") === true) {
    return problem(
      "bad-login-server",
      "A login server is the registry's name, 5 to 50 letters and digits, and a domain such as `azurecr.io`.",
    );
  }
  if (shared !== null) {
    return problem(
      "other-registry",
      `\`${host}\` is no Azure Container Registry. Choose the registry type that fits it.`,
    );
  }
  return accept(host, [
    ...notices,
    {
      code: "own-domain",
      tone: "warning",
      message:
        "This isn't a host of Azure's. It is fine if your Premium registry has a domain of its own.",
    },
  ]);
}
