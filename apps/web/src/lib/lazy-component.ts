import { type ComponentType, lazy } from "react";

export type LazyComponent<Props> = ComponentType<Props> & { preload: () => void };

/** Puts a component that a module exports by name into a chunk of its own; `preload` fetches the chunk ahead of use. */
export function lazyComponent<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): LazyComponent<Props> {
  const component = lazy(async () => ({ default: (await load())[name] }));
  const preload = () => {
    // A failure shows when the component is rendered, which asks again.
    load().catch(() => undefined);
  };
  return Object.assign(component as unknown as ComponentType<Props>, { preload });
}
