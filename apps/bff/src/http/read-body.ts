import { AppError, badRequest } from "../services/errors.ts";

export const bodyBytesMax = 256 * 1024;
/** What strangers may send: as many of them as there are connections may have theirs read at once. */
export const strangersBytesMax = 64 * 1024;
const depthMax = 32;
const partsMax = 20_000;

/**
 * The JSON a request brings. Size, depth and number of parts are judged before anything is parsed, and
 * the size on what really arrives, not on what was announced.
 */
export async function readJsonBody(
  request: Request,
  isExpected: (contentType: string) => boolean = isJson,
  bytesMax = bodyBytesMax,
): Promise<unknown> {
  if (!isExpected(request.headers.get("content-type") ?? "")) {
    throw new AppError("unsupported_media_type", "Send this as application/json.");
  }
  return parseJson(await readBytes(request, bytesMax));
}

/** The JSON that these bytes are. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  if (!isShallow(text)) throw badRequest("This JSON is nested too deeply or has too many parts.");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own error quotes the text, which can hold a secret.
    throw badRequest("This is not JSON.");
  }
}

/** For routes that take no body: one that comes along is a sign that somebody means something else. */
export function refuseBody(request: Request): void {
  const length = request.headers.get("content-length");
  if ((length !== null && length !== "0") || request.headers.has("transfer-encoding")) {
    throw badRequest("This request takes no body.");
  }
}

export function brokeOff(cause: unknown): AppError {
  return badRequest("The request broke off before its body was complete.", cause);
}

export function isJson(contentType: string): boolean {
  return /^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i.test(contentType);
}

async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > bytesMax) throw tooLarge(bytesMax);
  return announced !== null && /^\d+$/.test(announced)
    ? await readAtOnce(request, bytesMax)
    : await readPieces(request, bytesMax);
}

/** With a length announced no more than that arrives, so nothing has to be counted on the way. */
async function readAtOnce(request: Request, bytesMax: number): Promise<Uint8Array> {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await request.arrayBuffer());
  } catch (err) {
    throw brokeOff(err);
  }
  if (bytes.length > bytesMax) throw tooLarge(bytesMax);
  return bytes;
}

async function readPieces(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > bytesMax) throw tooLarge(bytesMax);
      chunks.push(chunk);
    }
  } catch (err) {
    if (err instanceof AppError) throw err;
    throw brokeOff(err);
  }
  return Buffer.concat(chunks);
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw badRequest("This is not UTF-8 text.");
  }
}

/** Counts brackets and separators outside strings; says nothing about whether the text is JSON. */
function isShallow(text: string): boolean {
  let depth = 0;
  let parts = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (inString) {
      if (char === backslash) at += 1;
      else if (char === quote) inString = false;
    } else if (char === quote) {
      inString = true;
    } else if (char === openBrace || char === openBracket) {
      depth += 1;
      parts += 1;
      if (depth > depthMax) return false;
    } else if (char === closeBrace || char === closeBracket) {
      depth -= 1;
    } else if (char === comma) {
      parts += 1;
    }
    if (parts > partsMax) return false;
  }
  return true;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

function tooLarge(bytesMax: number): AppError {
  return new AppError(
    "payload_too_large",
    `This request is too large. At most ${bytesMax / 1024} KiB are read.`,
  );
}
