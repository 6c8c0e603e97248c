import { routes, type RouteDefinition } from "@berth/api-contract";
import { expect, test } from "vitest";
import { routeExamples } from "./openapi-examples.ts";

test("every example is one that its route takes or gives", () => {
  const examples = routeExamples();
  const wrong: string[] = [];
  for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
    const { body, response } = examples.get(name) ?? {};
    for (const [what, schema, value] of [
      ["body", route.body, body],
      ["answer", route.response, response],
    ] as const) {
      const parsed = schema?.safeParse(value);
      if (parsed?.success === false) {
        const [issue] = parsed.error.issues;
        wrong.push(`${what} of ${name}: ${issue?.path.join(".")}: ${issue?.message}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
