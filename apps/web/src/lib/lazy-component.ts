import { type ComponentType, createElement, lazy, useState } from "react";

export type LazyComponent<Props> = ComponentType<Props> & { preload: () => void };

const underWay = new Set<Promise<unknown>>();

/**
 * Puts a component that a module exports by name into a chunk of its own; `preload` fetches the chunk ahead of use. A
 * component that is there already is rendered at once: React would hold back what has suspended, however shortly, for
 * up to 300 ms.
 */
export function lazyComponent<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyComponent<Props> {
  let arrived: ComponentType<Props> | null = null;
  const fetchOnce = async () => {
    arrived = (await load())[name];
    return { default: arrived };
  };
  const Suspending = lazy(fetchOnce) as unknown as ComponentType<Props>;

  function Lazy(props: Props) {
    const [Content] = useState(() => arrived ?? Suspending);
    return createElement(Content, props);
  }
  const preload = () => {
    if (arrived) return;
    // A failure shows when the component is rendered, which asks again.
    const arrival = fetchOnce()
      .catch(() => undefined)
      .finally(() => underWay.delete(arrival));
    underWay.add(arrival);
  };
  return Object.assign(Lazy, { preload });
}

/** Resolves when every chunk asked for by `preload` has arrived or failed. Never rejects. */
export async function preloadsSettled(): Promise<void> {
  await Promise.all(underWay);
}
