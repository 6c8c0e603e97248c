import { withHeaders, type Scenario } from "./scenario.ts";

/** Lists of tags that are long, huge, or not to be had. */
export const tags: Scenario[] = [
  list("tags-endless", "a list of tags that leads from page to page", (answer, path) =>
    withHeaders(answer, { link: `<${path}?n=100&last=1>; rel="next"` }),
  ),
  list("tags-elsewhere", "a list of tags that leads to another host", (answer) =>
    withHeaders(answer, { link: '<https://evil.test/v2/x/tags/list>; rel="next"' }),
  ),
  list("tags-huge", "a list of tags of 10 MiB", () =>
    Response.json({ tags: Array.from({ length: 500_000 }, (_, n) => `tag-${n}-0123456789`) }),
  ),
  list("tags-denied", "the tags may not be listed", () =>
    Response.json({ errors: [{ code: "DENIED", message: "no" }] }, { status: 403 }),
  ),
  list("tags-odd", "tags that are none", () =>
    Response.json({ tags: ["<script>", "a b", 7, null, "x".repeat(200)] }),
  ),
];

function list(
  name: string,
  about: string,
  change: (answer: Response, path: string) => Response,
): Scenario {
  return {
    name,
    about,
    after: ({ c, call }, answer) =>
      call.kind === "tags" && answer.ok ? change(answer, c.req.path) : answer,
  };
}
