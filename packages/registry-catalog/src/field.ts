import type { FieldResult } from "./issue.ts";
import type { Settings, SettingValue } from "./values.ts";

/** Step of the guided setup on which a field stands. */
export type FieldStep = "where" | "create" | "paste";

/** One public field. The setup draws its form from these and the API validates with them. */
export interface SettingField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  readonly placeholder?: string | undefined;
  /** `text` with `options` is a combobox: the options are suggestions and free text is allowed. */
  readonly kind: "text" | "select" | "radio" | "list" | "checkbox" | "pem";
  readonly options?: readonly FieldOption[] | undefined;
  readonly step: FieldStep;
  readonly required: boolean;
  /** Says whom the secret belongs to (user name, key id). Public, shown in lists, bound to the secret. */
  readonly identity: boolean;
  /**
   * Nobody types it, and whatever a request holds is ignored. `secret`: a public fact that the type reads
   * from the secret. `organization`: the server's own id of the organization.
   */
  readonly supplied?: "secret" | "organization" | undefined;
  /** Value of a new registry. */
  readonly initial?: SettingValue | undefined;
  /**
   * What it usually is, going by the other settings; the setup fills it in while nobody has typed anything
   * else. "" where there is nothing to go by.
   */
  readonly suggest?: ((settings: Settings) => string) | undefined;
  /** False where the other settings make the field meaningless; it is then neither shown nor kept. */
  applies(settings: Settings): boolean;
  /** Cleans and checks what was typed. `settings` are the other fields as far as they are known. */
  check(input: unknown, settings: Settings): FieldResult<SettingValue>;
}

export interface FieldOption {
  readonly value: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** Chosen only where the operator lets the server's own role be used. */
  readonly needsServerRole?: true | undefined;
}

/** One sealed field. */
export interface SecretField {
  readonly name: string;
  readonly label: string;
  readonly help: string;
  /** `document`: many lines, pasted or dropped as a file. */
  readonly kind: "password" | "document";
  /** Name of the file to choose, such as `key.json`; only for documents. */
  readonly fileName?: string | undefined;
  applies(settings: Settings): boolean;
  /** Trims the ends (with a notice), keeps every other byte, and recognises common mistakes. */
  check(input: string, settings: Settings): FieldResult<string>;
}
