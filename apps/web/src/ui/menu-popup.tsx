import { Menu } from "@base-ui/react/menu";
import { checkGlyph } from "./glyphs.ts";
import { type RefObject, useRef } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { Icon } from "./icon.tsx";
import type { MenuEntry } from "./menu-entry.ts";
import { popupStyles } from "./popup-styles.ts";
import { useFocusBeyond } from "./use-focus-beyond.ts";

const itemStyles =
  "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-selected pointer-coarse:min-h-11";

const labelStyles = "px-2 py-1 text-meta text-faint";

/** The list that a `MenuButton` opens. */
export function MenuPopup({
  entries,
  open,
  onOpenChange,
  anchor,
  focusFirst,
  align,
}: {
  entries: readonly MenuEntry[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
  /** Whether a keyboard opened it: the focus then starts on the first entry. */
  focusFirst: RefObject<boolean>;
  align: "start" | "end";
}) {
  const popup = useRef<HTMLDivElement>(null);
  const followed = useRef(false);
  const opened = useFocusBeyond([popup, anchor]);
  return (
    <Menu.Root
      open={open}
      onOpenChangeComplete={(isOpen) => {
        if (isOpen && focusFirst.current) {
          popup.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
        }
      }}
      onOpenChange={onOpenChange}
    >
      <Menu.Portal>
        <Menu.Positioner anchor={anchor} align={align} sideOffset={4} className="z-30">
          <Menu.Popup
            ref={popup}
            finalFocus={() => {
              const to = opened.end() ?? anchor.current;
              // A link leads to another page, where the focus belongs to its heading.
              if (!followed.current) queueMicrotask(() => handBack(to));
              return false;
            }}
            onClick={(event) => {
              followed.current =
                event.target instanceof Element && event.target.closest("a") !== null;
              opened.begin();
            }}
            className={classNames(popupStyles, "min-w-40 p-1")}
          >
            {entries.map((entry, index) => (
              <Entry key={index} entry={entry} />
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The library knows nothing of a field that had the focus while the menu went, so that it may leave it nowhere. */
function handBack(to: HTMLElement | null): void {
  const { activeElement: at } = document;
  if (at === null || at === document.body) to?.focus({ preventScroll: true });
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === "separator") return <Menu.Separator className="mx-1 my-1 h-px bg-divider" />;
  if (entry.kind === "text") {
    return (
      <div className="px-2 py-1.5">
        <p className="font-medium">{entry.text}</p>
        {entry.detail ? <p className="text-meta text-muted">{entry.detail}</p> : null}
      </div>
    );
  }
  if (entry.kind === "choice") return <Choice entry={entry} />;
  if (entry.kind === "checks") return <Checks entry={entry} />;
  const content = (
    <>
      {entry.glyph ? <Icon glyph={entry.glyph} /> : null}
      {entry.label}
    </>
  );
  if (entry.kind === "link") {
    return (
      <Menu.LinkItem closeOnClick render={entry.link} className={itemStyles}>
        {content}
      </Menu.LinkItem>
    );
  }
  return (
    <Menu.Item
      onClick={entry.onSelect}
      className={classNames(itemStyles, entry.danger && "text-danger")}
    >
      {content}
    </Menu.Item>
  );
}

function Choice({ entry }: { entry: Extract<MenuEntry, { kind: "choice" }> }) {
  return (
    <Menu.RadioGroup
      value={entry.value}
      onValueChange={(value: unknown) => entry.onSelect(String(value))}
    >
      <Menu.GroupLabel className={labelStyles}>{entry.label}</Menu.GroupLabel>
      {entry.options.map((option) => (
        <Menu.RadioItem key={option.value} value={option.value} closeOnClick className={itemStyles}>
          <span className="size-4">
            <Menu.RadioItemIndicator>
              <Icon glyph={checkGlyph} />
            </Menu.RadioItemIndicator>
          </span>
          {option.label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Checks({ entry }: { entry: Extract<MenuEntry, { kind: "checks" }> }) {
  return (
    <Menu.Group>
      <Menu.GroupLabel className={labelStyles}>{entry.label}</Menu.GroupLabel>
      {entry.options.map(({ value, label, checked }) => (
        <Menu.CheckboxItem
          key={value}
          checked={checked}
          onCheckedChange={(on) => entry.onToggle(value, on)}
          className={itemStyles}
        >
          <span className="size-4">
            <Menu.CheckboxItemIndicator>
              <Icon glyph={checkGlyph} />
            </Menu.CheckboxItemIndicator>
          </span>
          {label}
        </Menu.CheckboxItem>
      ))}
    </Menu.Group>
  );
}
