import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from "react";

export interface TabLinkProps {
  id: string;
  role: "tab";
  "aria-selected": boolean;
  "aria-controls": string;
  tabIndex: number;
  className: string;
  children: ReactNode;
}

export interface TabItem {
  id: string;
  label: string;
  /** Makes the link; spread the props onto it: `(props) => <Link to={…} {...props} />`. */
  render: (props: TabLinkProps) => ReactElement;
}

/**
 * Tabs that are links, each with an address of its own. Arrow keys move the focus, Enter opens: activation is by hand
 * because each tab loads. `children` is the open tab's content.
 */
export function Tabs({
  label,
  items,
  current,
  children,
}: {
  label: string;
  items: readonly TabItem[];
  current: string;
  children: ReactNode;
}) {
  const list = useRef<HTMLDivElement>(null);
  const panelId = `tabpanel-${label.toLowerCase().replace(/\W+/g, "-")}`;

  // On a narrow screen the open tab may stand outside of the strip.
  useEffect(() => {
    const strip = list.current;
    const tab = document.getElementById(`tab-${current}`);
    if (!strip || !tab) return;
    const outer = strip.getBoundingClientRect();
    const inner = tab.getBoundingClientRect();
    if (inner.right > outer.right) strip.scrollLeft += inner.right - outer.right;
    if (inner.left < outer.left) strip.scrollLeft -= outer.left - inner.left;
  }, [current]);

  const moveFocus = (event: KeyboardEvent) => {
    const tabs = [...(list.current?.querySelectorAll<HTMLElement>('[role="tab"]') ?? [])];
    const at = tabs.findIndex((tab) => tab === document.activeElement);
    const target = targetOf(event.key, at, tabs.length);
    if (target === null) return;
    event.preventDefault();
    tabs[target]?.focus();
  };

  return (
    <>
      <div
        ref={list}
        role="tablist"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={moveFocus}
        className="mb-6 flex gap-1 overflow-x-auto border-b border-divider"
      >
        {items.map(({ id, label: text, render }) => (
          <span key={id} role="presentation" className="flex">
            {render({
              id: `tab-${id}`,
              role: "tab",
              "aria-selected": id === current,
              "aria-controls": panelId,
              tabIndex: id === current ? 0 : -1,
              className:
                "-mb-px flex min-h-9 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-muted -outline-offset-2 hover:text-fg aria-selected:border-accent aria-selected:font-medium aria-selected:text-fg pointer-coarse:min-h-11",
              children: text,
            })}
          </span>
        ))}
      </div>
      <div id={panelId} role="tabpanel" aria-labelledby={`tab-${current}`}>
        {children}
      </div>
    </>
  );
}

function targetOf(key: string, at: number, count: number): number | null {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
