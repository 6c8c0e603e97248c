import { createImage } from "../../images/create-image.ts";
import type { VendorExample } from "../../vendor-example.ts";

/** Organization `acme` with an access token for one of its two repositories. */
export function dockerHubExample(): VendorExample {
  const image = createImage({ files: { "model.txt": "weights" } });
  const token = `dckr_oat_${"Acme0123".repeat(4)}`;
  return {
    type: "docker-hub",
    image: "docker.io/acme/app:1",
    hiddenImage: "docker.io/acme/hidden:1",
    settings: { namespace: "acme", tokenKind: "organization" },
    secret: { token },
    wrongSecret: { token: `dckr_oat_${"Wrong012".repeat(4)}` },
    vendor: {
      accounts: [{ username: "acme", secret: token, pull: ["acme/app"] }],
      images: { "acme/app:1": image, "acme/hidden:1": image },
    },
  };
}
