import type { IncomingMessage, ServerResponse } from "node:http";
import { brokeOff } from "../read-body.ts";
import type { DirectAnswers } from "./direct-answers.ts";
import { plainRequest } from "./plain-request.ts";

/** Whether it has taken a request on; what it has not touched is somebody else's. */
export type DirectListener = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

export function directListener(answers: DirectAnswers): DirectListener {
  return (incoming, outgoing) => {
    const request = plainRequest(incoming);
    if (request === null) return false;
    const body = arriving(incoming);
    // Who is refused is refused before the body is there, and then nobody waits for it.
    body.catch(() => {});
    answers(request, body).then(
      (answer) => {
        // The client went away: there is nobody to write to, and Node takes writing all the same for a fault.
        if (outgoing.destroyed) return;
        const length = Buffer.byteLength(answer.body);
        outgoing.writeHead(answer.status, { ...answer.headers, "Content-Length": length });
        outgoing.end(answer.body);
      },
      () => incoming.destroy(),
    );
    return true;
  };
}

/** No more than the announced length arrives, and that is short. */
function arriving(incoming: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    incoming.on("data", (chunk: Uint8Array) => void chunks.push(chunk));
    incoming.on("end", () => {
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    incoming.on("error", (err) => reject(brokeOff(err)));
    incoming.on("close", () => {
      if (!incoming.readableEnded) reject(brokeOff(undefined));
    });
  });
}
