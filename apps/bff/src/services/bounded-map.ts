/** A map of at most `max` entries: where another one needs room, what was put there first makes it. */
export type BoundedMap<Value> = {
  get(key: string): Value | undefined;
  /** Puts it last in line, also where it was there before. */
  set(key: string, value: Value): void;
  delete(key: string): void;
  keys(): Iterable<string>;
};

export function createBoundedMap<Value>(max: number): BoundedMap<Value> {
  const values = new Map<string, Value>();
  return {
    get: (key) => values.get(key),
    set(key, value) {
      values.delete(key);
      values.set(key, value);
      const oldest = values.keys().next();
      if (values.size > max && oldest.done !== true) values.delete(oldest.value);
    },
    delete: (key) => void values.delete(key),
    keys: () => values.keys(),
  };
}
