import type {
  CallInput as ContractInput,
  ErrorBody,
  RouteKey,
  RouteResponse,
} from "@berth/api-contract";

export type CallInput<Key extends RouteKey> = ContractInput<Key> & {
  headers?: Record<string, string> | undefined;
};

type App = {
  request(path: string, init: RequestInit, env?: object): Response | Promise<Response>;
};

export type Client = ReturnType<typeof createClient>;

/** A browser without pages: keeps cookies, sends what our own console sends. */
export function createClient(
  app: App,
  publicUrl: URL,
  token: string | null = null,
  address: string | null = null,
) {
  const cookies = new Map<string, string>();

  const send = async (
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> | undefined } = {},
  ): Promise<Response> => {
    const own: Record<string, string> = {
      ...(method === "GET" || token !== null
        ? {}
        : { origin: publicUrl.origin, "x-berth-request": "1" }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookies.size === 0
        ? {}
        : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    };
    const init = {
      method,
      headers: own,
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    };
    const incoming = { url: path, socket: { remoteAddress: address } };
    const env = address === null ? [] : [{ incoming }];
    const response = await app.request(`${publicUrl.origin}${path}`, init, ...env);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line) || value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };

  const call = async <Key extends RouteKey>(key: Key, input: CallInput<Key>): Promise<Response> => {
    const { params, query, body, headers } = input as {
      params?: Record<string, unknown>;
      query?: Record<string, string | number | boolean | undefined>;
      body?: unknown;
      headers?: Record<string, string>;
    };
    const [method = "GET", template = ""] = key.split(" ");
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(params?.[name]));
    const search = new URLSearchParams(
      Object.entries(query ?? {}).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    );
    return await send(method, `/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ""}`, {
      body,
      headers,
    });
  };

  return {
    send,
    call,
    cookies,
    /** The parsed answer; throws where it is an error. */
    ok: async <Key extends RouteKey>(
      key: Key,
      input: CallInput<Key>,
    ): Promise<RouteResponse<Key>> => {
      const response = await call(key, input);
      const text = await response.text();
      if (!response.ok) throw new Error(`${key} answered ${response.status}: ${text}`);
      return (text === "" ? undefined : JSON.parse(text)) as RouteResponse<Key>;
    },
    /** The refusal; throws where there is none. */
    refused: async <Key extends RouteKey>(
      key: Key,
      input: CallInput<Key>,
    ): Promise<ErrorBody["error"] & { status: number }> => {
      const response = await call(key, input);
      const text = await response.text();
      if (response.ok) throw new Error(`${key} was not refused: ${text}`);
      return { status: response.status, ...(JSON.parse(text) as ErrorBody).error };
    },
    /** A new browser, with nothing in it. */
    fork: () => createClient(app, publicUrl),
    /** The same browser, asking another server. */
    at: (other: App) => {
      const client = createClient(other, publicUrl, token, address);
      for (const [name, value] of cookies) client.cookies.set(name, value);
      return client;
    },
    /** A machine with a worker token, at that address. */
    worker: (workerToken: string, from: string | null = null) =>
      createClient(app, publicUrl, workerToken, from),
  };
}
