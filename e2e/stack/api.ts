import type { APIRequestContext } from "@playwright/test";
import type {
  RouteBody,
  RouteKey,
  RouteParams,
  RouteQuery,
  RouteResponse,
} from "@berth/api-contract";

type Given<Name extends string, Value> = [Value] extends [undefined]
  ? { [K in Name]?: undefined }
  : { [K in Name]: Value };

export type CallInput<Key extends RouteKey> = Given<"params", RouteParams<Key>> &
  Given<"query", RouteQuery<Key>> &
  Given<"body", RouteBody<Key>>;

export type Api = <Key extends RouteKey>(
  key: Key,
  input: CallInput<Key>,
) => Promise<RouteResponse<Key>>;

/** Calls the API as the browser whose cookies `request` carries; fails the test where the answer is an error. */
export function apiFor(request: APIRequestContext, url: string): Api {
  return async (key, input) => {
    const { params, query, body } = input as {
      params?: Record<string, unknown>;
      query?: Record<string, string | number | boolean>;
      body?: unknown;
    };
    const [method = "GET", template = ""] = key.split(" ");
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(params?.[name])),
    );
    const answer = await request.fetch(`${url}/api/v1${path}`, {
      method,
      ...(query === undefined ? {} : { params: query }),
      ...(body === undefined ? {} : { data: body }),
      headers: { origin: url, "x-berth-request": "1" },
    });
    if (!answer.ok()) throw new Error(`${key} answered ${answer.status()}: ${await answer.text()}`);
    return answer.status() === 204 ? (undefined as never) : await answer.json();
  };
}
