import { createImage } from "../../images/create-image.ts";
import type { VendorExample } from "../../vendor-example.ts";

/** An access key whose policy names one of two repositories. */
export function awsEcrExample(): VendorExample {
  const image = createImage({ files: { "model.txt": "weights" } });
  const accessKeyId = "AKIAACMEACMEACMEACME";
  const secretAccessKey = "acme0123".repeat(5);
  const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  return {
    type: "aws-ecr",
    image: `${host}/ml/app:1`,
    hiddenImage: `${host}/ml/hidden:1`,
    settings: {
      accountId: "123456789012",
      regions: ["eu-west-1"],
      method: "access-key",
      accessKeyId,
    },
    secret: { secretAccessKey },
    wrongSecret: { secretAccessKey: "wrong012".repeat(5) },
    vendor: {
      accounts: [{ username: accessKeyId, secret: secretAccessKey, pull: ["ml/app"] }],
      images: { "ml/app:1": image, "ml/hidden:1": image },
    },
  };
}
