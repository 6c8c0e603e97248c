import type { ApiCall, LooseCallInput } from "@berth/api-contract";

/** Calls the console's API as a browser would, with the cookies it got, or as a worker with its token. */
export function demoClient(url: string, workerToken?: string): ApiCall {
  const cookies = new Map<string, string>();
  return async (key, input) => {
    const { params, query, body } = input as LooseCallInput;
    const [method = "GET", template = ""] = key.split(" ");
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(params?.[name])),
    );
    const search =
      query === undefined
        ? ""
        : `?${new URLSearchParams(query as Record<string, string>).toString()}`;
    const answer = await fetch(`${url}/api/v1${path}${search}`, {
      method,
      headers: {
        origin: url,
        "x-berth-request": "1",
        "content-type": "application/json",
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(workerToken === undefined ? {} : { authorization: `Bearer ${workerToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    if (!answer.ok) throw new Error(`${key} answered ${answer.status}: ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as never;
  };
}
