import type { APIRequestContext } from "@playwright/test";
import type { ApiCall, LooseCallInput } from "@berth/api-contract";

/** Calls the API as the browser whose cookies `request` carries; fails the test where the answer is an error. */
export function apiFor(request: APIRequestContext, url: string): ApiCall {
  return async (key, input) => {
    const { params, query, body } = input as LooseCallInput;
    const [method = "GET", template = ""] = key.split(" ");
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(params?.[name])),
    );
    const answer = await request.fetch(`${url}/api/v1${path}`, {
      method,
      ...(query === undefined ? {} : { params: query as Record<string, string> }),
      ...(body === undefined ? {} : { data: body }),
      headers: { origin: url, "x-berth-request": "1" },
    });
    if (!answer.ok()) throw new Error(`${key} answered ${answer.status()}: ${await answer.text()}`);
    return answer.status() === 204 ? (undefined as never) : await answer.json();
  };
}
