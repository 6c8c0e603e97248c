import type { ApiCall, ErrorBody, LooseCallInput } from "@berth/api-contract";

/** A call that was refused or got no answer. `message` may be shown: it is the server's own, or ours. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  /** The server's code; null where there was no answer of Berth's. */
  readonly code: string | null;

  constructor(code: string | null, message: string) {
    super(message);
    this.code = code;
  }
}

const timeoutMs = 30_000;

/** Berth's API under an API token, as scripts use it. */
export function remoteApi({
  url,
  token,
  send = fetch,
}: {
  url: URL;
  token: string;
  send?: typeof fetch;
}): ApiCall {
  const call = async (key: string, input: LooseCallInput): Promise<unknown> => {
    const [method = "GET", template = ""] = key.split(" ");
    const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(input.params?.[name] ?? ""),
    );
    const target = new URL(`api/v1${path}`, url.href.endsWith("/") ? url : `${url.href}/`);
    for (const [name, value] of Object.entries(input.query ?? {})) {
      if (value !== undefined && value !== null) target.searchParams.set(name, String(value));
    }
    const answer = await send(target, {
      method,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        authorization: `Bearer ${token}`,
        ...(input.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    }).catch(() => {
      throw new RemoteError(null, `${url.origin} gives no answer. Is BERTH_URL right?`);
    });
    const text = await answer.text();
    const body = parse(text);
    if (answer.ok && (text === "" || body !== null)) return body ?? undefined;
    const error = (body as Partial<ErrorBody> | null)?.error;
    throw error === undefined
      ? new RemoteError(null, `${url.origin} answered ${answer.status}, but not as Berth does.`)
      : new RemoteError(error.code, messageOf(error));
  };
  return call as ApiCall;
}

function messageOf({ message, issues = [] }: ErrorBody["error"]): string {
  const more = issues.map((issue) => issue.message).filter((text) => text !== message);
  return [message, ...more].join(" ");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
