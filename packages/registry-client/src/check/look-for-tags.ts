import type { Authorization } from "../authorization.ts";
import { field, parseJson } from "../json.ts";
import type { Run } from "./run.ts";

const bodyBytesMax = 256 * 1024;
const shownMax = 10;

/**
 * The tag isn't there: asks once which ones are, one page of them, and keeps the nearest. Where the
 * registry doesn't list tags, or says anything else, nothing is known and nothing is made of it.
 */
export async function lookForTags(run: Run, authorization: Authorization | null): Promise<void> {
  const { path, tag, digest } = run.input.image;
  if (digest !== undefined || run.profile !== "full" || run.session.requestsLeft === 0) return;
  const sent = await run.session.send({
    purpose: "tags",
    method: "GET",
    url: `${run.origin}/v2/${path}/tags/list?n=100`,
    bodyBytesMax,
    authorization,
    headers: { accept: "application/json" },
  });
  if (!sent.ok || sent.answer.status !== 200) return;
  const tags = tagsIn(sent.response.body).filter((name) => run.redactor.redact(name) === name);
  const near = nearest(tag ?? "latest", tags);
  if (near.length === 0) return;
  run.facts.nearTags = near;
  run.note("manifest", "tags-found", `Tags there: ${near.join(", ")}.`);
}

function tagsIn(body: Uint8Array): string[] {
  const json = parseJson(new TextDecoder().decode(body));
  const tags = json.ok ? field(json.value, "tags") : undefined;
  if (!Array.isArray(tags)) return [];
  return tags
    .slice(0, 1000)
    .filter((tag): tag is string => typeof tag === "string" && /^\w[\w.-]{0,127}$/.test(tag));
}

/** Those that begin most like the wanted one, newer-looking ones first. */
function nearest(wanted: string, tags: readonly string[]): string[] {
  return [...new Set(tags)]
    .sort(
      (a, b) =>
        commonStart(b, wanted) - commonStart(a, wanted) ||
        b.localeCompare(a, "en", { numeric: true }),
    )
    .slice(0, shownMax);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
