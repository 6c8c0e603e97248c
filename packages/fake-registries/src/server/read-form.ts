import type { Context } from "hono";
import type { FakeEnv } from "./fake-env.ts";

/** The fields of a form, or none at all where the request says that its body is something else. */
export async function readForm(c: Context<FakeEnv>): Promise<URLSearchParams> {
  return formOf(c, await c.req.text());
}

/** The same of a body that has been read. */
export function formOf(c: Context<FakeEnv>, body: string): URLSearchParams {
  const type = c.req.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  return new URLSearchParams(type === "application/x-www-form-urlencoded" ? body : "");
}
