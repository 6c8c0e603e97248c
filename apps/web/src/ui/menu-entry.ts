import type { Glyph } from "./glyphs.ts";
import type { ReactElement } from "react";

/** One line of a menu. */
export type MenuEntry =
  | {
      kind: "action";
      label: string;
      glyph?: Glyph | undefined;
      danger?: boolean | undefined;
      onSelect: () => void;
    }
  /** Leads somewhere; `link` is the link element, without content. */
  | { kind: "link"; label: string; glyph?: Glyph | undefined; link: ReactElement }
  | {
      kind: "choice";
      label: string;
      value: string;
      options: readonly { value: string; label: string }[];
      onSelect: (value: string) => void;
    }
  /** Each on or off by itself; the menu stays open. */
  | {
      kind: "checks";
      label: string;
      options: readonly { value: string; label: string; checked: boolean }[];
      onToggle: (value: string, checked: boolean) => void;
    }
  /** Words that cannot be chosen, e.g. who is signed in. */
  | { kind: "text"; text: string; detail?: string | undefined }
  | { kind: "separator" };
