import { type ComponentType, lazy } from "react";

/** Puts a component that a module exports by name into a chunk of its own. */
export function lazyComponent<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
): ComponentType<Props> {
  return lazy(async () => ({ default: (await load())[name] })) as unknown as ComponentType<Props>;
}
