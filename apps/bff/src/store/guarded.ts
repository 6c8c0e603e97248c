type Methods = { [name: string]: (...args: never[]) => Promise<unknown> };

/** The same stores, with every rejection passed through `translate`. */
export function guarded<Stores extends { [Name in keyof Stores]: object }>(
  stores: Stores,
  translate: (err: unknown) => unknown,
): Stores {
  const entries = Object.entries(stores as { [name: string]: Methods }).map(([name, methods]) => [
    name,
    Object.fromEntries(
      Object.entries(methods).map(([method, call]) => [
        method,
        async (...args: never[]) => {
          try {
            return await call(...args);
          } catch (err) {
            throw translate(err);
          }
        },
      ]),
    ),
  ]);
  return Object.fromEntries(entries) as Stores;
}
