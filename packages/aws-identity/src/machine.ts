import type { Environment } from "./environment.ts";

/** One request to a service that hands out keys. Nothing is followed, and the answer is short. */
export type Ask<Method extends string = "GET" | "PUT"> = (request: {
  method: Method;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
}) => Promise<Answer | null>;

/** Null where no answer came. */
export type Answer = { status: number; text: string };

/** What a source looks at. */
export type Machine = {
  environment: Environment;
  /** The text of a file; null where it can't be read. */
  readText: (path: string) => Promise<string | null>;
  /** Asks a service on an address of this machine itself. Never through a proxy. */
  askHere: Ask;
  /** Asks STS, the way everything else leaves this program. */
  askSts: Ask<"POST">;
};
