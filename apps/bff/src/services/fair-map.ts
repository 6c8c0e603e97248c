import type { BoundedMap } from "./bounded-map.ts";

/**
 * A map of at most `max` entries for several groups that don't know one another: where another one needs room, it is
 * made by the oldest entry of the group that has most, so that none can push out what others keep.
 */
export function createFairMap<Value>(
  max: number,
  groupOf: (key: string) => string,
): BoundedMap<Value> {
  const groups = new Map<string, Map<string, Value>>();
  let size = 0;

  const remove = (key: string) => {
    const name = groupOf(key);
    const group = groups.get(name);
    if (group?.delete(key) !== true) return;
    size -= 1;
    if (group.size === 0) groups.delete(name);
  };

  const largest = () => {
    let found = new Map<string, Value>();
    for (const group of groups.values()) if (group.size > found.size) found = group;
    return found;
  };

  return {
    get: (key) => groups.get(groupOf(key))?.get(key),
    set(key, value) {
      remove(key);
      const name = groupOf(key);
      const group = groups.get(name) ?? new Map<string, Value>();
      groups.set(name, group.set(key, value));
      size += 1;
      const oldest = size > max ? largest().keys().next() : null;
      if (oldest !== null && oldest.done !== true) remove(oldest.value);
    },
    delete: remove,
    *keys() {
      for (const group of groups.values()) yield* group.keys();
    },
  };
}
