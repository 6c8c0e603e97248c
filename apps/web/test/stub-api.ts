import type {
  ErrorBody,
  RouteBody,
  RouteKey,
  RouteParams,
  RouteQuery,
  RouteResponse,
} from "@berth/api-contract";
import { configure } from "@testing-library/react";
import { vi } from "vitest";

// What is asked once the typing pauses takes its time on a busy machine.
configure({ asyncUtilTimeout: 5000 });

interface Asked<Key extends RouteKey> {
  params: RouteParams<Key>;
  query: RouteQuery<Key>;
  body: RouteBody<Key>;
}

type Answer<Key extends RouteKey> = RouteResponse<Key> | Refusal | Response;

type Answers = {
  [Key in RouteKey]?: (asked: Asked<Key>) => Answer<Key> | Promise<Answer<Key>>;
};

/** What the server says where it does not do as asked. */
export interface Refusal {
  refused: number;
  error: Omit<ErrorBody["error"], "requestId">;
}

/** One request as it left the page. */
export interface Sent {
  key: string;
  body: unknown;
  query: string;
}

/**
 * Answers the page's requests in place of a server, typed by the contract. To a request nobody prepared for it is as if
 * no server were there.
 */
export function stubApi(answers: Answers): { sent: Sent[]; answers: Answers } {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const { pathname, search } = new URL(url, "http://berth.test");
    const method = init.method ?? "GET";
    for (const [key, answer] of Object.entries(answers)) {
      const params = paramsOf(key, method, pathname.replace(/^\/api\/v1/, ""));
      if (params === null) continue;
      const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
      sent.push({ key, body, query: search });
      const query = Object.fromEntries(new URLSearchParams(search));
      return toResponse(await (answer as (asked: unknown) => unknown)({ params, query, body }));
    }
    throw new Error(`nobody answers ${method} ${pathname}`);
  });
  return { sent, answers };
}

function paramsOf(key: string, method: string, path: string): Record<string, string> | null {
  const [wanted = "", template = ""] = key.split(" ");
  if (wanted !== method) return null;
  const pattern = template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const match = new RegExp(`^${pattern}$`).exec(path);
  return match && { ...match.groups };
}

function toResponse(answer: unknown): Response {
  if (answer === undefined) return new Response(null, { status: 204 });
  if (answer instanceof Response) return answer;
  const refusal = answer as Partial<Refusal>;
  if (refusal.refused === undefined) return Response.json(answer);
  return Response.json(
    { error: { ...refusal.error, requestId: "req_test" } },
    { status: refusal.refused },
  );
}
