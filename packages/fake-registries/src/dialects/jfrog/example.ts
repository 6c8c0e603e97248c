import { createImage } from "../../images/create-image.ts";
import type { VendorExample } from "../../vendor-example.ts";
import { createJfrogToken } from "./access-token.ts";

/** An identity token of somebody who reads one of two images. */
export function jfrogExample(): VendorExample {
  const image = createImage({ files: { "model.txt": "weights" } });
  const scope = 'applied-permissions/groups:"readers"';
  const token = createJfrogToken({ user: "alice", scope });
  return {
    type: "jfrog",
    image: "acme.jfrog.io/docker-local/team/app:1",
    hiddenImage: "acme.jfrog.io/docker-local/hidden:1",
    settings: {
      hosting: "cloud",
      method: "path",
      host: "acme.jfrog.io",
      repositories: ["docker-local"],
      username: "alice",
    },
    secret: { token },
    wrongSecret: { token: createJfrogToken({ user: "alice", scope }) },
    vendor: {
      accounts: [{ username: "alice", secret: token, pull: ["docker-local/team/app"] }],
      images: { "docker-local/team/app:1": image, "docker-local/hidden:1": image },
    },
  };
}
