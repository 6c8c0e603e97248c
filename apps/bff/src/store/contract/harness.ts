import type { Store } from "../store.ts";
import type { World } from "./sample.ts";

/** What an engine brings to the contract suite. */
export type Harness = {
  /** An empty database at the current schema. */
  open(): Promise<Opened>;
};

export type Get = () => World & Opened;

export type Opened = {
  store: Store;
  /** Makes every following insert of an audit event fail inside the database. */
  breakAudit(this: void): Promise<void>;
  /** Takes away what protects the rows of audit events, as an owner of the database can. */
  letEventsChange(this: void): Promise<void>;
  /** Runs one statement past the store, as somebody with the database file could. */
  tamper(this: void, statement: string): Promise<void>;
  dispose(): Promise<void>;
};
