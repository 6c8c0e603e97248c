import { listInWords } from "@berth/image-pattern";
import type { Config } from "../config/config.ts";
import type { DatabaseState } from "../store/database-state.ts";
import type { KeyringEntry, WrappedKey } from "../store/rows.ts";
import { keyCheckFits, keyCheckValue } from "../vault/key-check.ts";
import { kekSet, type KekSet } from "../vault/kek-set.ts";
import type { Kek } from "../vault/kek.ts";
import { unwrapKey } from "../vault/wrapped-key.ts";
import { placeOfDatabase } from "./database-place.ts";
import { placeOf, type FoundKey, type FoundKeys } from "./key.ts";
import { StartError } from "./start-error.ts";

/** A database of an instance that exists. */
export type Standing = Extract<DatabaseState, { kind: "berth" }>;

export type RightKeys = {
  keks: KekSet;
  /** The key of BERTH_KEY, where the database does not know it yet: the first start of a rotation. */
  newcomer: KeyringEntry | null;
  notices: string[];
};

/**
 * Refuses keys that are not those of this database; nothing has been written until here. A key that the
 * database does not know is taken where BERTH_KEY_PREVIOUS holds one that it does: a rotation begins so.
 */
export function requireRightKeys(
  config: Config,
  found: FoundKeys,
  state: Standing,
  at: number,
): RightKeys {
  const { current, previous } = found;
  const needed = state.keyring.map((entry) => entry.kekId).join(" or ");
  if (current === null) {
    throw refusal(
      `The database needs its key ${needed}, and there is none in ${placeOf(config.key)}.`,
      "Put the key back, or set BERTH_KEY to where it is.",
    );
  }
  const knowsPrevious = previous !== null && isKnown(config, previous, state);
  if (isKnown(config, current, state)) {
    const notices =
      previous === null || knowsPrevious
        ? []
        : ["BERTH_KEY_PREVIOUS is no key of this database (any more); remove the variable."];
    return {
      keks: kekSet(current.kek, knowsPrevious ? previous.kek : null),
      newcomer: null,
      notices,
    };
  }
  if (!knowsPrevious) {
    throw refusal(
      `The key in ${placeOf(config.key)} is ${current.kek.id}, but the database needs ${needed}.`,
      previous === null
        ? "Put the right key back, or set BERTH_KEY to where it is."
        : `BERTH_KEY_PREVIOUS is ${previous.kek.id}, which is not it either.`,
    );
  }
  const newcomer = newcomerOf(config, current.kek, state.instance.id, at);
  return {
    keks: kekSet(current.kek, previous.kek),
    newcomer,
    notices: [
      `The new key ${current.kek.id} is known now. Once every server has both keys, run: berth keys rewrap`,
    ],
  };
}

/** What the keyring is to know of a key that it does not know yet. */
export function newcomerOf(config: Config, kek: Kek, instanceId: string, at: number): KeyringEntry {
  return {
    kekId: kek.id,
    provider: placeOf(config.key),
    checkValue: keyCheckValue(kek, instanceId),
    createdAt: at,
    active: false,
  };
}

function isKnown(config: Config, { kek, instanceId }: FoundKey, state: Standing): boolean {
  if (instanceId !== null && instanceId !== state.instance.id) {
    throw otherInstance(config, state, `the key file is of instance ${instanceId}`);
  }
  const entry = state.keyring.find((known) => known.kekId === kek.id);
  if (entry === undefined) return false;
  if (keyCheckFits(kek, state.instance.id, entry.checkValue)) return true;
  throw otherInstance(config, state, `key ${kek.id} was registered for another one`);
}

/**
 * The organizations whose keys can't be unwrapped: none, or the operator has allowed it. Without the
 * instance's own key nothing starts.
 */
export function requireOpenKeys(config: Config, keks: KekSet, state: Standing): string[] {
  const failing = state.keys.filter((key) => unwrapKey(keks, state.instance.id, key) === null);
  const sealed = [...new Set(failing.flatMap((key) => key.organizationId ?? []))];
  const own = failing.some((key) => key.organizationId === null);
  if (failing.length === 0 || (config.allowSealedOrganizations && !own)) return sealed;
  const whose = own ? "the instance" : `organization ${sealed.join(", ")}`;
  throw refusal(`The key of ${whose} can't be unwrapped${wrappedBy(keks, failing)}.`, remedy(own));
}

function wrappedBy(keks: KekSet, failing: readonly WrappedKey[]): string {
  const missing = new Set(
    failing.map((key) => key.kekId).filter((kekId) => keks.get(kekId) === null),
  );
  if (missing.size === 0) return "";
  return `: it is wrapped by ${listInWords([...missing])}, which is neither BERTH_KEY nor BERTH_KEY_PREVIOUS`;
}

function remedy(own: boolean): string {
  const restore = "Give that key as BERTH_KEY_PREVIOUS, or restore the database from a backup";
  return own
    ? `${restore}.`
    : `${restore}, or start with BERTH_ALLOW_SEALED_ORGANIZATIONS=1 to leave its secrets unreadable.`;
}

function otherInstance(config: Config, state: Standing, reason: string): StartError {
  return refusal(
    `The database ${placeOfDatabase(config)} belongs to instance ${state.instance.id}, but ${reason}.`,
    "Bring database and key of one instance together.",
  );
}

function refusal(what: string, advice: string): StartError {
  return new StartError("config", `${what} Nothing was changed. ${advice}`);
}
