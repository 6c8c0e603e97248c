import { Hono } from "hono";
import type { HttpEnv } from "../src/http/http-env.ts";

/** What everything is held against: `GET /` says hello, `POST /` parses JSON and gives it back. */
export function bareHono() {
  return new Hono<HttpEnv>()
    .get("/", (c) => c.text("hello"))
    .post("/", async (c) => c.json(await c.req.json()));
}
