/** Waits for something of the client's. Rejects where there is too much to do once it has come. */
export type Aside = <Result>(waiting: () => Promise<Result>) => Promise<Result>;
