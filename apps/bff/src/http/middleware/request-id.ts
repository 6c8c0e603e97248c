import type { MiddlewareHandler } from "hono";
import { newId } from "../../ids.ts";
import type { HttpEnv } from "../http-env.ts";

/** Gives each request an id of our own; one sent along could be anything and would stand in the log. */
export const requestId: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const id = newId("req");
  c.set("requestId", id);
  c.set("address", null);
  c.set("route", null);
  c.set("organizationId", null);
  c.set("personId", null);
  c.set("workerTokenId", null);
  c.header("X-Request-Id", id);
  await next();
};
