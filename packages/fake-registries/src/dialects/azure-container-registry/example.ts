import { createImage } from "../../images/create-image.ts";
import type { VendorExample } from "../../vendor-example.ts";
import { fakeTenant } from "./entra.ts";

/** A service principal with a role on one of two repositories. */
export function azureContainerRegistryExample(): VendorExample {
  const image = createImage({ files: { "model.txt": "weights" } });
  const clientId = "11111111-2222-4333-8444-555555555555";
  const clientSecret = "abc8Q~acme0123456789acme0123456789acme01";
  return {
    type: "azure-container-registry",
    image: "fakeregistry.azurecr.io/ml/app:1",
    hiddenImage: "fakeregistry.azurecr.io/ml/hidden:1",
    settings: {
      loginServer: "fakeregistry.azurecr.io",
      credential: "service-principal",
      clientId,
      tenantId: fakeTenant,
    },
    secret: { clientSecret },
    wrongSecret: { clientSecret: "abc8Q~wrong0123456789acme0123456789acme0" },
    vendor: {
      accounts: [{ username: clientId, secret: clientSecret, pull: ["ml/app"] }],
      images: { "ml/app:1": image, "ml/hidden:1": image },
    },
  };
}
