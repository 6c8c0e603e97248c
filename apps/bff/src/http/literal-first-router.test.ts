import { Hono } from "hono";
import { expect, test } from "vitest";
import { LiteralFirstRouter } from "./literal-first-router.ts";

test("finds what Hono's own routers find, again and again, by method and path", async () => {
  const mount = (app: Hono) => {
    app.use(async (c, next) => {
      c.header("X-Seen", "yes");
      await next();
    });
    app.get("/pulls", (c) => c.text("list"));
    app.post("/pulls", (c) => c.text("begin"));
    app.get("/pulls/:id", (c) => c.text(`one ${c.req.param("id")}`));
    app.all("/pulls/:id", (c) => c.text("other method"));
    app.all("/pulls", (c) => c.text("other method"));
    app.get("/pulls/latest", (c) => c.text("never reached"));
    return app;
  };
  const own = mount(new Hono());
  const remembering = mount(new Hono({ router: new LiteralFirstRouter() }));
  const asked = ["/pulls", "/pulls/1", "/pulls/2", "/pulls/latest", "/pulls/", "/none", "/:id"];
  for (let round = 0; round < 3; round += 1) {
    for (const method of ["GET", "POST", "DELETE", "HEAD"]) {
      for (const path of asked) {
        const answers = [own, remembering].map(async (app) => {
          const answer = await app.request(path, { method });
          return [answer.status, answer.headers.get("x-seen"), await answer.text()];
        });
        const [expected, found] = await Promise.all(answers);
        expect(found, `${method} ${path}`).toEqual(expected);
      }
    }
  }
  expect(await (await remembering.request("/pulls", { method: "POST" })).text()).toBe("begin");
});
