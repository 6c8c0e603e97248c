/**
 * The few globals this package uses, as every JavaScript host of today has them.
 * Declared here because the package compiles with neither Node's nor a browser's types.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare class URLSearchParams {
  constructor(init?: string);
  append(name: string, value: string): void;
  get(name: string): string | null;
  toString(): string;
}
declare class URL {
  constructor(url: string, base?: string);
  static canParse(url: string, base?: string): boolean;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly hostname: string;
  readonly host: string;
  readonly port: string;
  readonly origin: string;
  readonly pathname: string;
  readonly hash: string;
  readonly href: string;
  search: string;
  readonly searchParams: URLSearchParams;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
interface ImportedKey {
  readonly importedKey: unique symbol;
}
declare const crypto: {
  readonly subtle: {
    digest(algorithm: string, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
    importKey(
      format: "raw" | "pkcs8",
      data: Uint8Array<ArrayBuffer>,
      algorithm: { name: string; hash: string },
      extractable: boolean,
      usages: readonly ["sign"],
    ): Promise<ImportedKey>;
    sign(algorithm: string, key: ImportedKey, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
  };
};
declare function btoa(binary: string): string;
declare function atob(text: string): string;

interface Timer {
  readonly timer: unique symbol;
}
declare function setTimeout(act: () => void, ms: number): Timer;
declare function clearTimeout(timer: Timer): void;
