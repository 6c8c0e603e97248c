import { narrowedNotice } from "../../fields/narrowed.ts";
import { readLoginLine } from "../../pasted/login-line.ts";
import { readPastedImage } from "../../pasted/pasted-image.ts";
import type { Pasted } from "../../registry-type.ts";
import { readEcrAddress, type EcrAddress } from "./address.ts";
import { parseEcrHost } from "./ecr-host.ts";
import { checkRepository } from "./repository.ts";

/** Reads an ECR image, address, ARN, or the login line that AWS's console shows. */
export function readEcrPaste(text: string): Pasted | null {
  const line = readLoginLine(text);
  if (line !== null) {
    const address = readEcrAddress(line.server);
    return address === null
      ? null
      : pasted(address, `a ${line.tool} login line`, null, [passwordNotNeeded]);
  }
  const image = readPastedImage(text);
  const host = image === null ? null : parseEcrHost(image.image.host);
  if (image !== null && host !== null) {
    const { path } = image.image;
    const repository = checkRepository(path).ok ? path : "";
    const notices = repository === "" ? [] : [narrowedNotice(repository)];
    return pasted({ ...host, repository }, "an image", image.reference, [
      ...image.notices,
      ...notices,
    ]);
  }
  const address = readEcrAddress(text);
  if (address === null) return null;
  return pasted(
    address,
    text.trim().startsWith("arn:") ? "a repository's ARN" : "an ECR address",
    null,
    [],
  );
}

function pasted(
  { accountId, region, form, repository }: EcrAddress,
  readAs: string,
  testImage: string | null,
  notices: Pasted["notices"],
): Pasted {
  return {
    type: "aws-ecr",
    readAs,
    settings: {
      accountId,
      regions: [region],
      hostForm: form,
      ...(repository === "" ? {} : { repositories: [repository] }),
    },
    testImage,
    secret: {},
    notices,
  };
}

const passwordNotNeeded = {
  code: "password-not-needed",
  message:
    "The password of this line lasts 12 hours and is not needed. Berth gets a new one by itself, from an access key or a role.",
};
