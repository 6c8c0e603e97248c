import { TransportError, type Transport } from "./transport.ts";

const answerBytesMax = 64 * 1024;

/** Posts a form to a service of a vendor and gives the answer as text; null where none came. */
export function askThrough(transport: Transport) {
  return async (request: {
    method: "POST";
    url: string;
    headers: Readonly<Record<string, string>>;
    body?: string | undefined;
  }): Promise<{ status: number; text: string } | null> => {
    try {
      const headers = { ...request.headers };
      const { status, body } = await transport({
        ...request,
        headers,
        bodyBytesMax: answerBytesMax,
      });
      return { status, text: new TextDecoder().decode(body) };
    } catch (err) {
      if (err instanceof TransportError) return null;
      throw err;
    }
  };
}
