import { containerAddress } from "./container-address.ts";
import { variable } from "./environment.ts";
import { none, type Identity, type NoIdentity } from "./identity.ts";
import { readKeys } from "./key-answer.ts";
import type { Machine } from "./machine.ts";

/** Keys of an ECS task or an EKS pod; null where the environment names no agent to ask. */
export async function fromContainer({
  environment,
  readText,
  askHere,
}: Machine): Promise<Identity | NoIdentity | null> {
  const relative = variable(environment, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
  const full = variable(environment, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
  if (relative === "" && full === "") return null;
  const url = containerAddress(relative, full);
  if (url === null) {
    return none(
      "AWS_CONTAINER_CREDENTIALS_FULL_URI must begin with https://, or name this machine or an agent of AWS.",
    );
  }
  const file = variable(environment, "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  // EKS replaces the file while the pod runs, so it is read each time.
  const token =
    file === ""
      ? variable(environment, "AWS_CONTAINER_AUTHORIZATION_TOKEN")
      : ((await readText(file))?.trim() ?? "");
  if (file !== "" && token === "") {
    return none("The file that AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names can't be read.");
  }
  if (!/^[\x20-\x7e]*$/.test(token)) {
    return none("The token for the container's agent holds characters that no header can carry.");
  }
  const headers = token === "" ? {} : { authorization: token };
  const answer = await askHere({ method: "GET", url: url.href, headers });
  if (answer === null) return none(`The container's agent at ${url.host} didn't answer.`);
  if (answer.status !== 200) {
    return none(`The container's agent at ${url.host} answered ${answer.status}.`);
  }
  return readKeys(answer.text, "container");
}
