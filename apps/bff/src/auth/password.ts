import { hash, verify } from "@node-rs/argon2";
import { createGate, type Gate } from "./gate.ts";

/** 19 MiB, two passes, one lane: the least that OWASP's password page asks for. The default is Argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export type Passwords = {
  hash(password: string): Promise<string>;
  verify(attempt: { hash: string; password: string }): Promise<boolean>;
};

/** Argon2id, a few at a time: each takes memory and a core, and anybody may ask for one by signing in. */
export function createPasswords(
  gate: Gate = createGate({ runningMax: 2, waitingMax: 32 }),
): Passwords {
  return {
    hash: (password) => gate(() => hash(password, cost)),
    verify: (attempt) => gate(() => verify(attempt.hash, attempt.password)),
  };
}
