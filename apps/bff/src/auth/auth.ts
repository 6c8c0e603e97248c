import { AsyncLocalStorage } from "node:async_hooks";
import { passwordLengthMin } from "@berth/api-contract";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { isAPIError } from "better-auth/api";
import { organization } from "better-auth/plugins/organization";
import type { Logger } from "../log.ts";
import type { Person, PersonSession } from "../store/rows.ts";
import type { AuthDatabase } from "../store/ports/auth-database.ts";
import { createPasswords, type Passwords } from "./password.ts";
import { accessControl, libraryRoles } from "./roles.ts";
import { sessionFor } from "./session-for.ts";
import { sessionLifetime } from "./session-lifetime.ts";

const addressHeader = "x-berth-client-address";

/** What is kept with a session, so that its owner can recognise it. */
export type ClientFacts = {
  address: string | null;
  userAgent: string | null;
  /** Tells a device on which the person has signed in before. */
  cookieHeader: string | null;
};

/** `begun` is null while the person has not proved yet who they are. */
export type FoundSession = {
  person: Person;
  id: string;
  begun: PersonSession | null;
  cookies: readonly string[];
};

/** Somebody who has proved who they are, and the session for them that counts for nothing yet. */
export type Proved = {
  person: Person;
  token: string;
  /** What the password was held against; null where they were proved otherwise. */
  passwordHash: string | null;
  cookies: readonly string[];
};

/** Sign-in of people. `cookies` are values of `Set-Cookie` for the answer. */
export type Auth = {
  hashPassword(password: string): Promise<string>;
  /**
   * Null where e-mail or password is wrong; takes as long for somebody unknown. The session behind `token` counts for
   * nothing until the store has begun it.
   */
  signIn(
    credentials: { email: string; password: string },
    client: ClientFacts,
  ): Promise<Proved | null>;
  /** A session for somebody who was proved otherwise, which counts for nothing yet either. */
  sessionFor(person: Person, client: ClientFacts): Promise<Proved>;
  passwordMatches(attempt: { hash: string; password: string }): Promise<boolean>;
  /** Reads the session from the database each time: one that was ended is refused from then on. */
  session(cookieHeader: string | null): Promise<FoundSession | null>;
  signOut(cookieHeader: string | null): Promise<readonly string[]>;
};

export type AuthOptions = {
  database: AuthDatabase;
  /** Signs the session cookie; at least 32 characters, the same on every server of one instance. */
  secret: string;
  /** Where people reach Berth. Over https the cookie gets the `__Host-` name. */
  publicUrl: URL;
  log: Logger;
  passwords?: Passwords | undefined;
};

/** The library's own routes are not mounted: our routes call it, under our rules and our errors. */
export function createAuth(options: AuthOptions): Auth {
  const passwords = options.passwords ?? createPasswords();
  // The library does not say what it held a password against, and that may change while it does.
  const comparing = new AsyncLocalStorage<{ hash: string | null }>();
  const { api } = createLibrary(options, {
    hash: (password) => passwords.hash(password),
    verify(attempt) {
      const compared = comparing.getStore();
      if (compared !== undefined) compared.hash = attempt.hash;
      return passwords.verify(attempt);
    },
  });

  return {
    hashPassword: (password) => passwords.hash(password),

    async signIn({ email, password }, client) {
      const compared: { hash: string | null } = { hash: null };
      try {
        const { response, headers } = await comparing.run(compared, () =>
          api.signInEmail({
            body: { email, password },
            headers: headersFor(null, client),
            returnHeaders: true,
          }),
        );
        const { user, token } = response;
        const cookies = headers.getSetCookie();
        return { person: toPerson(user), token, passwordHash: compared.hash, cookies };
      } catch (err) {
        if (isAPIError(err) && refusedStatus.has(err.statusCode)) return null;
        throw err;
      }
    },

    async sessionFor(person, client) {
      const { response, headers } = await api.createSessionFor({
        body: { personId: person.id },
        headers: headersFor(null, client),
        returnHeaders: true,
      });
      if (response === null) throw new Error("the person that was just found is gone");
      const { token } = response;
      return { person, token, passwordHash: null, cookies: headers.getSetCookie() };
    },

    passwordMatches: (attempt) => passwords.verify(attempt),

    async session(cookieHeader) {
      if (cookieHeader === null) return null;
      const { response, headers } = await api.getSession({
        headers: headersFor(cookieHeader),
        returnHeaders: true,
      });
      if (response === null) return null;
      const { user, session } = response;
      const cookies = headers.getSetCookie();
      return { person: toPerson(user), id: session.id, begun: toBegun(session), cookies };
    },

    async signOut(cookieHeader) {
      const { headers } = await api.signOut({
        headers: headersFor(cookieHeader),
        returnHeaders: true,
      });
      return headers.getSetCookie();
    },
  };
}

function createLibrary({ database, secret, publicUrl, log }: AuthOptions, passwords: Passwords) {
  const https = publicUrl.protocol === "https:";
  return betterAuth({
    appName: "Berth",
    baseURL: publicUrl.origin,
    trustedOrigins: [publicUrl.origin],
    secret,
    database: drizzleAdapter(database.db, { provider: database.provider, schema: database.schema }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: 256,
      password: passwords,
    },
    session: {
      expiresIn: sessionLifetime.absoluteMs / 1000,
      disableSessionRefresh: true,
      additionalFields: { startedAt: moment, confirmedAt: moment, seenAt: moment },
      // A cached session would outlive its end, and that of the membership.
      cookieCache: { enabled: false },
    },
    advanced: {
      // The library would put `__Secure-` before the name; `__Host-` also binds it to this very host.
      useSecureCookies: false,
      cookiePrefix: https ? "__Host-berth" : "berth",
      cookies: { session_token: { name: https ? "__Host-berth.session" : "berth.session" } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure: https },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [organization({ ac: accessControl, roles: libraryRoles }), sessionFor],
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: "error",
      // Its messages can name people; what went wrong stands in the error itself.
      log: (_level, _message, ...details: unknown[]) => {
        log.error({ err: details.find((detail) => detail instanceof Error) }, "sign-in library");
      },
    },
  });
}

/** Written by the store alone, together with the audit entry that tells of it. */
const moment = { type: "number", bigint: true, required: false, input: false } as const;

/** What the library says to a wrong pair, and to an address that can't be one. */
const refusedStatus: ReadonlySet<number> = new Set([400, 401]);

/** Only what the library needs: a header from outside must not pass for the client's address. */
function headersFor(cookieHeader: string | null, client?: ClientFacts): Headers {
  const headers = new Headers();
  if (cookieHeader !== null) headers.set("cookie", cookieHeader);
  const { address = null, userAgent = null } = client ?? {};
  if (address !== null) headers.set(addressHeader, address);
  if (userAgent !== null) headers.set("user-agent", userAgent.slice(0, 300));
  return headers;
}

function toBegun({
  id,
  startedAt,
  confirmedAt,
  seenAt,
}: {
  id: string;
  startedAt?: number | null | undefined;
  confirmedAt?: number | null | undefined;
  seenAt?: number | null | undefined;
}): PersonSession | null {
  if (typeof startedAt !== "number" || typeof confirmedAt !== "number") return null;
  return { id, startedAt, confirmedAt, seenAt: seenAt ?? startedAt };
}

function toPerson({ id, name, email }: Person): Person {
  return { id, name, email };
}
