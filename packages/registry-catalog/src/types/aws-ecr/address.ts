import { cleanHost } from "../../host/clean-host.ts";
import { parseEcrHost, type EcrHost } from "./ecr-host.ts";
import { partitionOfRegion } from "./regions.ts";

export interface EcrAddress extends EcrHost {
  /** Repository as written behind the host or in the ARN, without tag and digest; "" where there is none. */
  readonly repository: string;
}

/** Reads an ECR host, image, URL or repository ARN; null for anything else. */
export function readEcrAddress(text: string): EcrAddress | null {
  const arn = /^arn:(aws[a-z-]*):ecr:([a-z0-9-]+):(\d{12}):repository\/([^\s*]+)$/.exec(
    text.trim(),
  );
  if (arn !== null) {
    const [, , region = "", accountId = "", repository = ""] = arn;
    const partition = partitionOfRegion(region);
    if (partition === null || partition.id !== arn[1]) return null;
    return { accountId, region, form: "standard", partition, repository };
  }
  const host = cleanHost(text);
  const parsed = host.ok ? parseEcrHost(host.host) : null;
  if (!host.ok || parsed === null) return null;
  const repository = host.rest
    .replace(/^\//, "")
    .replace(/[:@].*$/, "")
    .replace(/\/$/, "");
  return { ...parsed, repository };
}
