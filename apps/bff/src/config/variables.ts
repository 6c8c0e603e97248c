import ipaddr from "ipaddr.js";
import { serverRoleUses } from "@berth/registry-catalog";
import { z } from "zod";
import { parseOutboundAllow } from "../egress/parse-outbound-allow.ts";
import { parseSmtpUrl } from "../mail/parse-smtp-url.ts";
import { Secret } from "../secret-text.ts";
import { parseDuration } from "./duration.ts";
import { parseDatabaseAddress, type DatabaseAddress } from "../store/postgres/address.ts";

/** Where the key-encryption key comes from. */
export type KeyProvider = { kind: "file"; path: string | null } | { kind: "env"; name: string };

/** Where PostgreSQL's address comes from. */
export type DatabaseSource =
  | { kind: "address"; address: DatabaseAddress }
  | { kind: "file"; path: string };

const endpointAdvice =
  "give a whole address such as https://login.example.com/token, without user, query or fragment.";

/**
 * Every variable Berth reads, each with the sentence that the documentation prints. A message says
 * what is wrong without repeating a value that may hold a secret.
 */
export const variables = z.object({
  BERTH_HOST: z
    .string()
    .default("127.0.0.1")
    .refine(isHost, "give an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.")
    .meta({
      example: "`127.0.0.1`",
      description:
        "Address to listen on. The default answers this machine only; put a reverse proxy with TLS in front before opening it.",
    }),
  BERTH_PORT: z
    .string()
    .default("8080")
    .refine(isPort, "give a port from 0 to 65535 (0 takes a free one).")
    .transform(Number)
    .meta({ example: "`8080`", description: "Port to listen on; 0 takes a free one." }),
  BERTH_PUBLIC_URL: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || isOrigin(text),
      "give scheme and host only, such as https://berth.example.com.",
    )
    .transform((text) => (text === undefined ? null : new URL(text)))
    .meta({
      example: "`http://` host and port",
      description:
        "Address under which people and workers reach Berth, without a path. Links, cookies and the same-origin check follow it.",
    }),
  BERTH_DATA_DIR: z.string().default("./data").meta({
    example: "`./data`",
    description:
      "Folder for the database, on a local disk. Created with mode 0700; one server at a time may use it. With PostgreSQL nothing is kept in it, and only the key file's default place follows it.",
  }),
  BERTH_DATABASE_URL: z
    .string()
    .optional()
    .transform((text, ctx): DatabaseSource | null => {
      if (text === undefined) return null;
      if (text.startsWith("file:")) return { kind: "file", path: text.slice("file:".length) };
      const parsed = parseDatabaseAddress(text);
      if (parsed.ok) return { kind: "address", address: parsed.address };
      ctx.addIssue({ code: "custom", message: parsed.message });
      return z.NEVER;
    })
    .meta({
      example: "empty: SQLite in `BERTH_DATA_DIR`",
      description:
        "PostgreSQL 14 or newer as `postgres://user:password@host:port/database`, or `file:/path` of a file that holds this address. Several hosts, separated by commas, are tried for the one that accepts writes. The connection is verified TLS (`?sslrootcert=/path` for a private CA, `sslcert` and `sslkey` for a client certificate) unless the host is this machine or the address ends in `?sslmode=disable`. Removed from the environment after reading.",
    }),
  BERTH_KEY: z
    .string()
    .default("file:")
    .transform((text, ctx): KeyProvider => {
      const provider = readKeyProvider(text);
      if (provider !== null) return provider;
      ctx.addIssue({
        code: "custom",
        message:
          "give file:/path/to/key or env:NAME_OF_A_VARIABLE; a key itself does not belong here.",
      });
      return z.NEVER;
    })
    .meta({
      example: "`file:` beside the data folder",
      description:
        "Where the key-encryption key is read: `file:/path` (mode 0600 or 0400, outside the data folder; created on the first start) or `env:NAME` (weaker: environments leak; removed from it after reading). 32 random bytes as base64 or hex.",
    }),
  BERTH_KEY_PREVIOUS: z
    .string()
    .optional()
    .transform((text, ctx): KeyProvider | null => {
      if (text === undefined) return null;
      const provider = readKeyProvider(text);
      if (provider !== null && !(provider.kind === "file" && provider.path === null)) {
        return provider;
      }
      ctx.addIssue({
        code: "custom",
        message:
          "give file:/path/to/key or env:NAME_OF_A_VARIABLE; a key itself does not belong here.",
      });
      return z.NEVER;
    })
    .meta({
      example: "–",
      description:
        "During a rotation, where the key before `BERTH_KEY` is read, written the same way. [How a key is replaced](operating.md#replacing-the-key).",
    }),
  BERTH_RECOVERY_RECIPIENT: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || isAgeRecipient(text),
      "give an age recipient (age1…), as `berth keys recovery-identity` prints it.",
    )
    .meta({
      example: "–",
      description:
        "An age recipient (`age1…`) whose identity is kept offline. Every key is sealed for it as well, so that losing `BERTH_KEY` is not losing everything. [How it is used](operating.md#when-the-key-is-lost).",
    }),
  BERTH_SETUP_TOKEN: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || /^[\x21-\x7e]{16,200}$/.test(text),
      "give 16 to 200 printable characters without spaces.",
    )
    .transform((text) => (text === undefined ? null : new Secret(text)))
    .meta({
      example: "random, printed",
      description:
        "Fixes the one-time token of the setup link, for automation. It counts only until the owner exists.",
    }),
  BERTH_METRICS_TOKEN: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || /^[\x21-\x7e]{16,200}$/.test(text),
      "give 16 to 200 printable characters without spaces.",
    )
    .transform((text) => (text === undefined ? null : new Secret(text)))
    .meta({
      example: "–",
      description:
        "Bearer token with which `/metrics` may be read from anywhere. Without it only this machine may, and not through a proxy.",
    }),
  BERTH_OUTBOUND_ALLOW: z
    .string()
    .default("")
    .transform((text, ctx) => {
      const allowed = parseOutboundAllow(text);
      if (allowed.ok) return allowed.entries;
      ctx.addIssue({ code: "custom", message: allowed.message });
      return z.NEVER;
    })
    .meta({
      example: "empty",
      description:
        "Destinations beyond public https: `host`, `host:port` or a network such as `10.1.2.0/24`, separated by commas; `;http` behind an entry allows plain text. Loopback opens only as `host:port`.",
    }),
  BERTH_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text) => splitList(text))
    .refine(
      (list) => list.every((entry) => isNetwork(entry)),
      "give addresses or networks such as 10.0.0.0/8, separated by commas.",
    )
    .meta({
      example: "empty",
      description:
        "Addresses or networks of the reverse proxies whose `X-Forwarded-For` is believed, separated by commas.",
    }),
  BERTH_SMTP_URL: z
    .string()
    .optional()
    .transform((text, ctx) => {
      if (text === undefined) return null;
      const server = parseSmtpUrl(text);
      if (server !== null) return server;
      ctx.addIssue({
        code: "custom",
        message:
          "give smtps://user:password@host or smtp://user:password@host:587, with special characters percent-encoded.",
      });
      return z.NEVER;
    })
    .meta({
      example: "–",
      description:
        "Mail server for invitations, password resets and notices: `smtps://` speaks TLS from the start (port 465), `smtp://` upgrades to it or sends nothing (port 587), `smtp://…?tls=none` sends unencrypted. User and password percent-encoded; removed from the environment after reading. Without it, an invitation's link is shown to the inviter, and the operator makes the links for new passwords.",
    }),
  BERTH_MAIL_FROM: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || isSender(text),
      "give an address such as berth@example.com, or a name and an address: Berth <berth@example.com>.",
    )
    .transform((text) => text ?? null)
    .meta({
      example: "–",
      description: "Sender of Berth's mails; needed with `BERTH_SMTP_URL`.",
    }),
  BERTH_OIDC_ISSUER: endpointVariable(
    "Issuer of an OpenID Connect identity provider that people may sign in with, exactly as it names itself. Turns single sign-on on; the next five variables are then needed. [How it works](people.md#single-sign-on).",
  ),
  BERTH_OIDC_CLIENT_ID: z
    .string()
    .optional()
    .refine((text) => text === undefined || text.length <= 500, "give at most 500 characters.")
    .meta({ example: "–", description: "The client's id at the identity provider." }),
  BERTH_OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .transform((text) => (text === undefined ? null : new Secret(text)))
    .meta({
      example: "–",
      description:
        "The client's secret, sent by HTTP Basic (`client_secret_basic`). Removed from the environment after reading.",
    }),
  BERTH_OIDC_AUTHORIZATION_URL: endpointVariable(
    "`authorization_endpoint` of the provider: where browsers are sent.",
  ),
  BERTH_OIDC_TOKEN_URL: endpointVariable(
    "`token_endpoint` of the provider. Asked by the server, so `BERTH_OUTBOUND_ALLOW` has to open it where it is not public.",
  ),
  BERTH_OIDC_KEYS_URL: endpointVariable("`jwks_uri` of the provider. Asked by the server."),
  BERTH_OIDC_USERINFO_URL: endpointVariable(
    "`userinfo_endpoint` of the provider; needed only where its id tokens carry no e-mail address. Asked by the server.",
  ),
  BERTH_OIDC_NAME: z
    .string()
    .optional()
    .refine(
      (text) => text === undefined || /^[^\p{C}]{1,60}$/u.test(text),
      "give 1 to 60 printable characters.",
    )
    .meta({
      example: "host of the issuer",
      description: "What the button says behind “Sign in with”.",
    }),
  BERTH_NEW_ORGANIZATIONS: z
    .enum(["owners", "nobody"], { error: "give owners or nobody." })
    .default("owners")
    .meta({
      example: "`owners`",
      description:
        "Who may create another organization in this instance: whoever owns one already, or `nobody`. Organizations share nothing but the server.",
    }),
  BERTH_RE_CHECK_INTERVAL: z
    .string()
    .default("1h")
    .transform((text, ctx) => {
      if (text === "off") return null;
      const ms = parseDuration(text);
      if (ms !== null) return ms;
      ctx.addIssue({ code: "custom", message: "give a duration such as 15m, 1h or 1d, or off." });
      return z.NEVER;
    })
    .meta({
      example: "`1h`",
      description:
        "How often each registry's saved secret is tried by the schedule: a number with `s`, `m`, `h` or `d`, give or take a tenth. `off` leaves checks to people.",
    }),
  BERTH_AWS_INSTANCE_ROLE: z
    .enum(serverRoleUses, { error: "give refuse, assume or allow." })
    .default("refuse")
    .meta({
      example: "`refuse`",
      description:
        "How far registries may use this server's own AWS identity (environment, pod, container or instance role). `refuse`: it is never even looked for. `assume`: only to take on a role that an organization names, always with that organization's external id. `allow`: also as it is, so that every organization here can pull whatever the identity itself may pull.",
    }),
  BERTH_ALLOW_SEALED_ORGANIZATIONS: z
    .enum(["0", "1"], { error: "give 0 or 1." })
    .default("0")
    .transform((text) => text === "1")
    .meta({
      example: "`0`",
      description:
        "With 1, a start goes on although an organization's key can't be unwrapped; that organization's secrets stay unreadable.",
    }),
});

/** An address of the identity provider, absent where there is none. */
function endpointVariable(description: string) {
  return z
    .string()
    .optional()
    .refine((text) => text === undefined || isEndpoint(text), endpointAdvice)
    .meta({ example: "–", description });
}

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === "";
}

function readKeyProvider(text: string): KeyProvider | null {
  if (text.startsWith("file:")) {
    const path = text.slice("file:".length);
    return { kind: "file", path: path === "" ? null : path };
  }
  const name = /^env:([A-Za-z_][A-Za-z0-9_]{0,199})$/.exec(text)?.[1];
  return name === undefined ? null : { kind: "env", name };
}

/** Bech32 (BIP 173) of 32 bytes under the prefix `age`. */
function isAgeRecipient(text: string): boolean {
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return false;
  const alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  const prefix = Array.from("age", (char) => char.charCodeAt(0));
  const values = [
    ...prefix.map((code) => code >> 5),
    0,
    ...prefix.map((code) => code & 31),
    ...Array.from(text.slice(4), (char) => alphabet.indexOf(char)),
  ];
  const checksum = values.reduce((sum, value) => {
    const top = sum >>> 25;
    const next = ((sum & 0x1ffffff) << 5) ^ value;
    return generators.reduce((all, one, bit) => ((top >> bit) & 1 ? all ^ one : all), next);
  }, 1);
  return checksum === 1;
}

function isHost(text: string): boolean {
  return ipaddr.isValid(text) || /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text);
}

function isPort(text: string): boolean {
  return /^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.username === "" &&
    url.password === "" &&
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === ""
  );
}

function isSender(text: string): boolean {
  const address = /^[^<>\r\n"]{1,100}<([^<>]+)>$/.exec(text)?.[1] ?? text;
  return z.email().safeParse(address).success;
}

function isNetwork(text: string): boolean {
  return text.includes("/") ? ipaddr.isValidCIDR(text) : ipaddr.isValid(text);
}

function splitList(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((entry) => entry.trim());
}
