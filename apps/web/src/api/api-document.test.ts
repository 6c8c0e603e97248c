import { expect, test } from "vitest";
import { operationsOf } from "./api-document.ts";

test("each operation stands with its examples, and one without a body has none", () => {
  const json = (example: unknown) => ({ content: { "application/json": { example } } });
  const common = { summary: "S", description: "Roles: owner.", tags: ["projects"] };
  const operations = operationsOf({
    paths: {
      "/a/{org}": {
        get: {
          ...common,
          operationId: "listA",
          parameters: [
            { name: "org", in: "path", required: true },
            { name: "q", in: "query" },
          ],
          responses: { "200": json({ a: 1 }), default: json({}) },
        },
        delete: { ...common, operationId: "deleteA", responses: { "204": {}, default: {} } },
      },
    },
  });
  expect(operations).toEqual([
    {
      id: "listA",
      method: "GET",
      path: "/a/{org}",
      summary: "S",
      access: "Roles: owner.",
      tag: "projects",
      parameters: [
        { name: "org", in: "path", required: true },
        { name: "q", in: "query", required: false },
      ],
      body: null,
      answer: { status: "200", example: '{\n  "a": 1\n}' },
    },
    expect.objectContaining({ id: "deleteA", answer: { status: "204", example: null } }),
  ]);
});
