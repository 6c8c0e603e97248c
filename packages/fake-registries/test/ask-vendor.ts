import { request } from "node:https";
import type { FakeCloud } from "../src/fake-cloud.ts";

export type VendorAnswer = { status: number; headers: Record<string, string>; text: string };

/** One request to a vendor's own name, led to the fake that plays it. */
export function askVendor(
  cloud: Pick<FakeCloud, "hosts" | "ca">,
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<VendorAnswer> {
  const { hostname, pathname, search } = new URL(url);
  const origin = cloud.hosts.get(hostname);
  if (origin === undefined) throw new Error(`nothing plays ${hostname}`);
  const { hostname: host, port } = new URL(origin);
  const { method = "GET", headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host,
        port,
        servername: hostname,
        ca: cloud.ca,
        method,
        path: pathname + search,
        headers: { host: hostname, ...headers },
        agent: false,
        timeout: 5000,
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("end", () => {
          const pairs = Object.entries(answer.headers).map(([name, value]) => [
            name,
            String(value),
          ]);
          resolve({
            status: answer.statusCode ?? 0,
            headers: Object.fromEntries(pairs) as Record<string, string>,
            text: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}

export function basic(username: string, secret: string): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${secret}`).toString("base64")}` };
}
