import type { SettingValue } from "./values.ts";

/** Something that was changed or noticed and is shown beside the field; nothing is ever changed silently. */
export interface Notice {
  readonly code: string;
  readonly message: string;
  /** `warning`: probably a mistake, but it may be meant; the admin decides. Missing means information. */
  readonly tone?: "warning" | undefined;
  /** `settings.<name>` or `secret.<name>`; missing where the notice is about no single field. */
  readonly path?: string | undefined;
  readonly fix?: Fix | undefined;
}

/** Why a value cannot be used. The message never repeats a secret or what may be one. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** Position in the text as written, in UTF-16 code units, where one place is to blame. */
  readonly at?: number | undefined;
  readonly fix?: Fix | undefined;
}

/** A {@link Problem} and the field it belongs to: `settings.<name>` or `secret.<name>`. */
export interface Issue extends Problem {
  readonly path: string;
}

/**
 * A correction offered with one click; `applyFix` carries it out. A fix travels in API answers, so it
 * names fields but never holds a secret.
 */
export type Fix =
  /** Give these settings these values. */
  | {
      readonly kind: "set";
      readonly label: string;
      readonly values: Readonly<Record<string, SettingValue>>;
    }
  /** Exchange what stands in the two fields. */
  | { readonly kind: "swap"; readonly label: string; readonly paths: readonly [string, string] }
  /** Move what stands in one field to another one and leave the first empty. */
  | {
      readonly kind: "move";
      readonly label: string;
      readonly from: string;
      readonly to: string;
    }
  /** Remove every white space and invisible character from the field. */
  | { readonly kind: "strip"; readonly label: string; readonly path: string }
  /** Start again with another registry type, keeping what was typed. */
  | { readonly kind: "type"; readonly label: string; readonly type: string };

/** Outcome of checking one field. `value` is the canonical form; undefined means "left empty". */
export type FieldResult<Value> =
  | { readonly ok: true; readonly value: Value | undefined; readonly notices: readonly Notice[] }
  | ({ readonly ok: false } & Problem);
