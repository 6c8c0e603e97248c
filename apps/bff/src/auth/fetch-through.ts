import { TransportError, type Transport } from "@berth/registry-client";
import type { CustomFetch } from "openid-client";

const bodyBytesMax = 256 * 1024;

/** The identity provider could not be asked, for whatever reason below HTTP. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** Lets a library that speaks `fetch` send through the one way out, under its policy and its limits. */
export function fetchThrough(transport: Transport): CustomFetch {
  return async (url, { method, headers, body, signal }) => {
    if (method !== "GET" && method !== "POST")
      throw new Error("an identity provider is asked by GET and POST");
    if (
      body !== undefined &&
      body !== null &&
      typeof body !== "string" &&
      !(body instanceof URLSearchParams)
    ) {
      throw new Error("an identity provider is sent forms");
    }
    try {
      const answer = await transport({
        method,
        url,
        headers,
        ...(body === undefined || body === null ? {} : { body: String(body) }),
        bodyBytesMax,
        ...(signal === undefined ? {} : { signal }),
      });
      const empty = answer.status === 204 || answer.status === 304;
      return new Response(empty ? null : Buffer.from(answer.body), {
        status: answer.status,
        headers: answer.headers,
      });
    } catch (err) {
      if (err instanceof TransportError) throw new UnreachableError(err.code);
      throw err;
    }
  };
}
