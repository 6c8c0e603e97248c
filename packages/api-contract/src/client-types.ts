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
