import { registryError } from "../server/errors.ts";
import type { Scenario, ScenarioContext } from "./scenario.ts";

/** Where layers lie, once the client is signed in. */
export const layers: Scenario[] = [
  layer(
    "layer-elsewhere",
    "307 to storage of another host, with a signature in the address",
    ({ world }) => redirect(`${world.elsewhere()}/storage/layer?X-Amz-Signature=0123456789abcdef`),
  ),
  layer("layer-blocked", "307 to storage that can't be reached", () =>
    redirect("https://127.0.0.1:1/storage/layer?X-Amz-Signature=0123456789abcdef"),
  ),
  layer("layer-plain", "307 to storage without encryption", () =>
    redirect("http://storage.example.test/layer"),
  ),
  layer("layer-forbidden", "403 for layers, as where the right to download them is missing", () =>
    registryError(403, "DENIED", "not authorized to perform: ecr:GetDownloadUrlForLayer"),
  ),
];

function layer(
  name: string,
  about: string,
  answer: (context: ScenarioContext) => Response,
): Scenario {
  return {
    name,
    about,
    after: (context, given) => (context.call.kind === "blob" && given.ok ? answer(context) : given),
  };
}

function redirect(location: string): Response {
  return new Response(null, { status: 307, headers: { location } });
}
