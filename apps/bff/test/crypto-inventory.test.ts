import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const sources = [
  "apps/bff/src",
  "apps/worker/src",
  "packages/api-contract/src",
  "packages/image-pattern/src",
  "packages/credential-files/src",
  "packages/image-files/src",
  "packages/registry-catalog/src",
  "packages/registry-client/src",
];

type Source = { file: string; text: string };

async function everySource(): Promise<Source[]> {
  const found: Source[] = [];
  for (const folder of sources) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const file = join(entry.parentPath, entry.name).slice(root.length).replace(/^\//, "");
      if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(file)) continue;
      if (/\/(?:testing|contract)\//.test(file)) continue;
      found.push({ file, text: await readFile(join(root, file), "utf8") });
    }
  }
  expect(found.length).toBeGreaterThan(300);
  return found;
}

/** Files that take one of these functions from node:crypto. */
function takers(all: readonly Source[], functions: readonly string[]): string[] {
  return all
    .filter(({ text }) => {
      const names = [...text.matchAll(/import \{([^}]*)\} from "node:crypto"/g)]
        .flatMap(([, list]) => (list ?? "").split(","))
        .map((name) => name.trim().replace(/^type /, ""));
      return functions.some((name) => names.includes(name));
    })
    .map(({ file }) => file)
    .toSorted();
}

test("ciphers stand in one file, whoever derives keys or makes MACs is known, and no other primitive is used", async () => {
  const all = await everySource();
  expect(takers(all, ["createCipheriv", "createDecipheriv"])).toEqual([
    "apps/bff/src/vault/aead.ts",
  ]);
  expect(takers(all, ["hkdf", "hkdfSync", "createHmac"])).toEqual([
    // Names of counters, from which nobody reads what was typed.
    "apps/bff/src/auth/counter-key.ts",
    // Marks of the cookie by which a device is known again.
    "apps/bff/src/auth/device-cookie.ts",
    // RFC 6238, whose SHA-1 is what the apps speak.
    "apps/bff/src/auth/totp.ts",
    // Tells whether a repeated request is the same, without keeping what it says.
    "apps/bff/src/http/request-key.ts",
    "apps/bff/src/vault/derive.ts",
    // The password of the proxy that a pull opens on loopback.
    "apps/worker/src/proxy/proxy-address.ts",
  ]);
  const unwanted =
    "createSign createVerify sign verify pbkdf2 pbkdf2Sync scrypt scryptSync publicEncrypt privateDecrypt createECDH createDiffieHellman generateKeyPair generateKeyPairSync webcrypto pseudoRandomBytes".split(
      " ",
    );
  expect(takers(all, unwanted)).toEqual([]);
  const wholesale = all.filter(({ text }) =>
    /import (?:\* as )?\w+ from "(?:node:)?crypto"/.test(text),
  );
  expect(wholesale.map(({ file }) => file)).toEqual([]);
});

test("C-15: whatever guards something is compared in constant time, and nothing compares bytes otherwise", async () => {
  const all = await everySource();
  expect(takers(all, ["timingSafeEqual"])).toEqual([
    "apps/bff/src/auth/device-cookie.ts",
    "apps/bff/src/auth/totp.ts",
    "apps/bff/src/http/metrics.ts",
    "apps/bff/src/services/session/setup-token.ts",
    "apps/bff/src/vault/key-check.ts",
    "apps/bff/src/vault/record.ts",
    "apps/worker/src/proxy/loopback-proxy.ts",
  ]);
  const otherwise = all.filter(({ text }) => /\.equals\(|Buffer\.compare\(/.test(text));
  // Rows that were moved are compared with what was read; nobody can try against it.
  expect(otherwise.map(({ file }) => file)).toEqual(["apps/bff/src/store/move-rows.ts"]);
});

test("chance comes from the system's generator wherever anything depends on it", async () => {
  const all = await everySource();
  const weak = all.filter(({ text }) => /Math\.random\b/.test(text)).map(({ file }) => file);
  expect(weak.toSorted()).toEqual([
    // Jitter of scheduled work.
    "apps/bff/src/services/create-deps.ts",
    // Jitter of a retry.
    "apps/worker/src/net/retry.ts",
    // The start of a hash that decides nothing but a place in a table.
    "packages/image-pattern/src/hash.ts",
  ]);
});
