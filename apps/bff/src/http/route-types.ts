import type { RouteDefinition, RouteName, Routes } from "@berth/api-contract";
import type { z } from "zod";
import type { EventStream } from "./event-stream.ts";
import type { FileAnswer } from "./file-answer.ts";
import type { MemberCall, PersonCall, PublicCall, WorkerCall } from "./calls.ts";

type Parsed<Route, Name extends string> = Route extends {
  readonly [K in Name]: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : undefined;

/** What a handler receives, parsed by the route's own schemas. */
export type InputOf<Route> = {
  params: Parsed<Route, "params">;
  query: Parsed<Route, "query">;
  body: Parsed<Route, "body">;
};

/** What a handler answers; it still passes through the route's response schema. */
export type OutputOf<Route> = Route extends { readonly kind: "event-stream" }
  ? EventStream
  : Route extends { readonly kind: "file" }
    ? FileAnswer
    : Route extends { readonly response: infer Schema extends z.ZodType }
      ? z.input<Schema>
      : void;

export type CallOf<Route extends RouteDefinition> = Route["access"]["who"] extends "anyone"
  ? PublicCall
  : Route["access"]["who"] extends "person"
    ? PersonCall
    : Route["access"]["who"] extends "member"
      ? MemberCall
      : WorkerCall;

export type Handler<Route extends RouteDefinition> = (
  call: CallOf<Route>,
  input: InputOf<Route>,
) => Promise<OutputOf<Route>>;

/** One handler for every route of the contract: a missing one does not compile. */
export type Handlers = { readonly [Name in RouteName]: Handler<Routes[Name]> };
