import { Secret } from "../secret-text.ts";

/** The server that takes Berth's mail. */
export type SmtpServer = {
  host: string;
  port: number;
  /** `implicit`: TLS from the first byte; `starttls`: or no mail; `none`: readable on the way. */
  tls: "implicit" | "starttls" | "none";
  login: { user: string; password: Secret } | null;
};

const defaultPort = { implicit: 465, starttls: 587, none: 25 } as const;

/** Reads `smtps://user:password@host:port` or `smtp://…`; null where it is neither. */
export function parseSmtpUrl(text: string): SmtpServer | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const tls = tlsOf(url);
  const bare = (url.pathname === "" || url.pathname === "/") && url.hash === "";
  if (tls === null || !bare || url.hostname === "") return null;
  const user = decode(url.username);
  const password = decode(url.password);
  if (user === null || password === null || (user === "") !== (password === "")) return null;
  return {
    // Addresses of IPv6 stand in brackets in a URL, and only there.
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? defaultPort[tls] : Number(url.port),
    tls,
    login: user === "" ? null : { user, password: new Secret(password) },
  };
}

function tlsOf({ protocol, search }: URL): SmtpServer["tls"] | null {
  if (protocol === "smtps:") return search === "" ? "implicit" : null;
  if (protocol !== "smtp:") return null;
  if (search === "") return "starttls";
  return search === "?tls=none" ? "none" : null;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
