import { registryError } from "../../server/errors.ts";
import { tokenProduct } from "../../tokens/token-product.ts";

/** NVIDIA NGC: a challenge without a service, a bad key refused with 403, and web pages among the answers. */
export const ngc = tokenProduct({
  name: "ngc",
  about: "as NVIDIA NGC: a challenge without a service, and 403 from /proxy_auth for a bad key",
  names: { registry: ["nvcr.io"], elsewhere: ["authn.nvidia.com"] },
  tokenPath: "/proxy_auth",
  service: null,
  lifetimeSeconds: 600,
  wrong: () => new Response("Forbidden\n", { status: 403 }),
  anonymous: () =>
    new Response("<html><head><title>401 Authorization Required</title></head></html>", {
      status: 401,
      headers: { "content-type": "text/html" },
    }),
  denied: () => registryError(403, "DENIED", "Access Denied"),
});
