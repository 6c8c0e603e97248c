import { createImage } from "../../images/create-image.ts";
import type { VendorExample } from "../../vendor-example.ts";
import { createServiceAccount } from "./service-account.ts";

/** A service account that reads one of two repositories of project `acme-prod`. */
export function googleArtifactRegistryExample(): VendorExample {
  const image = createImage({ files: { "model.txt": "weights" } });
  const reader = createServiceAccount("berth-pull", { pull: ["acme-prod/containers/app"] });
  const deletedKey = createServiceAccount("berth-pull");
  return {
    type: "google-artifact-registry",
    image: "europe-west1-docker.pkg.dev/acme-prod/containers/app:1",
    hiddenImage: "europe-west1-docker.pkg.dev/acme-prod/hidden/app:1",
    settings: { service: "pkg", locations: ["europe-west1"], projectId: "acme-prod" },
    secret: { keyFile: reader.keyFile },
    wrongSecret: { keyFile: deletedKey.keyFile },
    vendor: {
      accounts: [reader.account],
      images: { "acme-prod/containers/app:1": image, "acme-prod/hidden/app:1": image },
    },
  };
}
