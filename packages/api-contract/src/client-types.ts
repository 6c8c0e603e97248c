import type { z } from "zod";
import type { Routes } from "./routes/index.ts";

/**
 * Types for callers that must not load the schemas: a browser's first screen, for example, imports these with
 * `import type` and pays nothing at run time.
 */
export type RouteKey = {
  [Name in keyof Routes]: `${Uppercase<Routes[Name]["method"]>} ${Routes[Name]["path"]}`;
}[keyof Routes];

type RouteOf<Key extends RouteKey> = {
  [Name in keyof Routes]: Key extends `${Uppercase<Routes[Name]["method"]>} ${Routes[Name]["path"]}`
    ? Routes[Name]
    : never;
}[keyof Routes];

type Part<Route, Name extends string> = Route extends {
  readonly [K in Name]: infer Schema extends z.ZodType;
}
  ? Schema
  : undefined;

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

export type RouteParams<Key extends RouteKey> = Input<Part<RouteOf<Key>, "params">>;
export type RouteQuery<Key extends RouteKey> = Input<Part<RouteOf<Key>, "query">>;
export type RouteBody<Key extends RouteKey> = Input<Part<RouteOf<Key>, "body">>;
export type RouteResponse<Key extends RouteKey> =
  Part<RouteOf<Key>, "response"> extends infer Schema extends z.ZodType
    ? z.output<Schema>
    : undefined;

type Given<Name extends string, Value> = [Value] extends [undefined]
  ? { [K in Name]?: undefined }
  : { [K in Name]: Value };

/** A query that may be empty may be left out. */
type GivenQuery<Value> =
  Partial<Value> extends Value ? { query?: Value | undefined } : Given<"query", Value>;

/** What a call of a route needs: the parts that it has are required, the others are left out. */
export type CallInput<Key extends RouteKey> = Given<"params", RouteParams<Key>> &
  GivenQuery<RouteQuery<Key>> &
  Given<"body", RouteBody<Key>>;

/** The same without the route's types, for the code that sends any call. */
export type LooseCallInput = {
  params?: Record<string, string> | undefined;
  query?: Record<string, string | number | boolean | null | undefined> | undefined;
  body?: unknown;
};

/** A client: one function, typed by the method and path it is called with. */
export type ApiCall = <Key extends RouteKey>(
  key: Key,
  input: CallInput<Key>,
) => Promise<RouteResponse<Key>>;
