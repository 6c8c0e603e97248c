import { randomBytes } from "node:crypto";
import type { Account } from "../../accounts.ts";
import type { World } from "../../world.ts";
import type { Signer } from "./signature.ts";

/** The account that all keys and roles of the fake live in. */
export const fakeAccountId = "123456789012";

/** Somebody AWS knows, and what he may do. */
export type Principal = { arn: string; account: Account };

type SessionKey = Signer & { principal: Principal; expiresAt: number };

/** Access keys, roles and the sessions of roles. */
export class Principals {
  readonly #world: World;
  readonly #sessions = new Map<string, SessionKey>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The key of a signature; null for keys that nobody has, or that were deactivated. */
  signer(keyId: string): Signer | null {
    const session = this.#sessions.get(keyId);
    if (session !== undefined) return session;
    const account = this.#user(keyId);
    return account === undefined ? null : { secret: account.secret };
  }

  /** Null where the session of a role has ended. */
  owner(keyId: string, nowMs: number): Principal | null {
    const session = this.#sessions.get(keyId);
    if (session !== undefined) return session.expiresAt > nowMs ? session.principal : null;
    const account = this.#user(keyId);
    if (account === undefined) return null;
    const usual = `arn:aws:iam::${fakeAccountId}:user/${keyId.toLowerCase()}`;
    return { arn: account.knownAs ?? usual, account };
  }

  /** The role of this ARN, if its trust policy asks for this external id, or for none at all. */
  role(arn: string, externalId: string): Account | null {
    const { accounts } = this.#world.access;
    const found = accounts.find(({ username, machine }) => username === arn && machine !== true);
    return found?.secret === "" || found?.secret === externalId ? found : null;
  }

  /** The role that machines inside the fake have. */
  machineRole(): Account | null {
    return this.#world.access.accounts.find(({ machine }) => machine === true) ?? null;
  }

  startSession(role: Account, name: string, nowMs: number, seconds: number) {
    const keyId = `ASIA${letters(16)}`;
    const session: SessionKey = {
      secret: randomBytes(30).toString("base64"),
      sessionToken: randomBytes(120).toString("base64"),
      expiresAt: nowMs + seconds * 1000,
      principal: {
        arn: `${role.username.replace(":iam:", ":sts:").replace(":role/", ":assumed-role/")}/${name}`,
        account: role,
      },
    };
    this.#sessions.set(keyId, session);
    return { keyId, ...session };
  }

  #user(keyId: string): Account | undefined {
    return this.#world.access.accounts.find(
      ({ username, expired }) => username === keyId && expired !== true,
    );
  }
}

function letters(count: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from(randomBytes(count), (byte) => alphabet[byte % 32]).join("");
}
