import type { Result, Router } from "hono/router";
import { RegExpRouter } from "hono/router/reg-exp-router";
import { SmartRouter } from "hono/router/smart-router";
import { TrieRouter } from "hono/router/trie-router";

/**
 * Hono's own routers, behind a memory of what they found for addresses that a route has word for word: for
 * those the search of a few hundred routes has one outcome, and workers ask for one of them all day.
 */
export class LiteralFirstRouter<Handler> implements Router<Handler> {
  name = "LiteralFirstRouter";
  readonly #router = new SmartRouter<Handler>({
    routers: [new RegExpRouter<Handler>(), new TrieRouter<Handler>()],
  });
  readonly #literal = new Set<string>();
  readonly #found = new Map<string, Result<Handler>>();

  add(method: string, path: string, handler: Handler): void {
    if (!/[:*{?]/.test(path)) this.#literal.add(path);
    this.#router.add(method, path, handler);
  }

  match(method: string, path: string): Result<Handler> {
    const literal = this.#literal.has(path);
    const key = `${method} ${path}`;
    const known = literal ? this.#found.get(key) : undefined;
    if (known !== undefined) return known;
    const found = this.#router.match(method, path);
    if (literal) this.#found.set(key, found);
    return found;
  }
}
