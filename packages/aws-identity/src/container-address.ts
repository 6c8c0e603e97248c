/**
 * Where a container's keys may be asked for, which is said in its environment: https anywhere, plain http
 * only on the machine itself and on the two addresses of AWS's own agents.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 */
export function containerAddress(relative: string, full: string): URL | null {
  if (relative !== "") {
    return /^\/(?!\/)[\x21-\x7e]*$/.test(relative) ? new URL(relative, ecsAgent) : null;
  }
  if (!URL.canParse(full)) return null;
  const url = new URL(full);
  if (url.username !== "" || url.password !== "") return null;
  if (url.protocol === "https:") return url;
  return url.protocol === "http:" && mayBePlain(url.hostname) ? url : null;
}

const ecsAgent = "http://169.254.170.2";

function mayBePlain(host: string): boolean {
  return (
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) ||
    ["localhost", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"].includes(host)
  );
}
