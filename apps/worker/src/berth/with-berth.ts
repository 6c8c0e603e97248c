import { openWayToBerth } from "../net/way-to-berth.ts";
import type { Output } from "../output.ts";
import type { Settings } from "../settings.ts";
import { createBerthClient, type BerthClient } from "./berth-client.ts";

/** Who watches a file asks again and again, and is warned once. */
const warned = new WeakSet<Output>();

/** Does some work with Berth at hand; the token of these settings is shown nowhere from now on. */
export async function withBerth<Value>(
  settings: Settings,
  output: Output,
  work: (berth: BerthClient) => Promise<Value>,
): Promise<Value> {
  output.redactor.add(settings.token);
  if (!warned.has(output)) warnOfPlainHttp(settings, output.note);
  warned.add(output);
  const sender = await openWayToBerth(settings);
  try {
    return await work(createBerthClient(settings, sender.send, output));
  } finally {
    await sender.close();
  }
}

function warnOfPlainHttp({ url }: Settings, note: (text: string) => void): void {
  const { protocol, hostname, host } = new URL(url);
  const loopback = hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
  if (protocol === "http:" && !loopback) {
    note(`Warning: the worker token goes to ${host} without encryption. Use https in BERTH_URL.`);
  }
}
