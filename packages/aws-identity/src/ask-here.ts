import { request as requestPlain, type RequestOptions } from "node:http";
import { request as requestTls } from "node:https";
import type { Answer, Ask } from "./machine.ts";

const answerBytesMax = 64 * 1024;
const answerMs = 2000;

/**
 * Asks an address of the machine itself. No proxy, no redirect, two seconds: these services are a hop away
 * or not there at all. Null where no answer came.
 */
export const askHere: Ask = ({ method, url, headers, body }) =>
  new Promise((resolve) => {
    const target = new URL(url);
    const send = target.protocol === "https:" ? requestTls : requestPlain;
    const options: RequestOptions = { method, headers: { ...headers }, agent: false };
    const sent = send(target, options, (message) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      message.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > answerBytesMax) sent.destroy();
        else chunks.push(chunk);
      });
      message.on("end", () => {
        done({ status: message.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
      });
    });
    const timer = setTimeout(() => sent.destroy(), answerMs);
    const done = (answer: Answer | null) => {
      clearTimeout(timer);
      resolve(answer);
    };
    sent.once("error", () => done(null)).once("close", () => done(null));
    sent.end(body);
  });
