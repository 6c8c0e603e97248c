import { startForwardProxy as start, type ForwardProxy } from "@berth/fake-registries";
import type { Stage } from "./stage.ts";

/** A forward proxy that ends with the stage. */
export async function startForwardProxy(
  stage: Pick<Stage, "onClose">,
  targets: Record<string, number>,
): Promise<ForwardProxy> {
  const proxy = await start(targets);
  stage.onClose(proxy.close);
  return proxy;
}
