import { variable } from "./environment.ts";
import { none, type Identity, type NoIdentity } from "./identity.ts";
import { readKeys } from "./key-answer.ts";
import type { Machine } from "./machine.ts";

const folder = "/latest/meta-data/iam/security-credentials/";

/**
 * Keys of the role of an EC2 instance, by version 2 of its metadata service only: version 1 answers
 * anything that can be talked into fetching an address.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export async function fromInstance({
  environment,
  askHere,
}: Machine): Promise<Identity | NoIdentity> {
  if (variable(environment, "AWS_EC2_METADATA_DISABLED").toLowerCase() === "true") {
    return none(`${nothingElse} AWS_EC2_METADATA_DISABLED keeps the instance from being asked.`);
  }
  const base = endpointOf(variable(environment, "AWS_EC2_METADATA_SERVICE_ENDPOINT"), environment);
  if (base === null) return none("AWS_EC2_METADATA_SERVICE_ENDPOINT is no address.");
  const opened = await askHere({
    method: "PUT",
    url: `${base}/latest/api/token`,
    headers: { "x-aws-ec2-metadata-token-ttl-seconds": "300" },
  });
  if (opened === null) {
    return none(
      `${nothingElse} No metadata service of an instance answered. Inside a container on EC2 its hop limit has to be 2.`,
    );
  }
  const token = opened.text.trim();
  if (opened.status !== 200 || !/^[\x21-\x7e]{1,512}$/.test(token)) {
    return none(`The instance's metadata service gave no session (${opened.status}).`);
  }
  const headers = { "x-aws-ec2-metadata-token": token };
  const named = await askHere({ method: "GET", url: base + folder, headers });
  const role = named?.status === 200 ? (named.text.split(/\r?\n/)[0]?.trim() ?? "") : "";
  if (role === "") return none("This instance has no role: attach an instance profile to it.");
  if (!/^[\w+=,.@-]{1,64}$/.test(role)) {
    return none("The instance's metadata service names no usable role.");
  }
  const answer = await askHere({ method: "GET", url: base + folder + role, headers });
  if (answer?.status !== 200) {
    return none("The instance's metadata service gave no keys for its role.");
  }
  return readKeys(answer.text, "instance");
}

const nothingElse =
  "Neither the environment nor a container's agent gives this machine an identity.";

function endpointOf(text: string, environment: Machine["environment"]): string | null {
  if (text === "") {
    const mode = variable(environment, "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE").toLowerCase();
    return mode === "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254";
  }
  const usable = URL.canParse(text) && /^https?:\/\//.test(text);
  return usable ? new URL(text).href.replace(/\/+$/, "") : null;
}
