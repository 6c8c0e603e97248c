import { exitCode } from "../exit-code.ts";
import { Failure } from "../failure.ts";

export const apiVersion = "credentialprovider.kubelet.k8s.io/v1";

/** The image the kubelet asks for. @throws {Failure} where it isn't the kubelet that asks. */
export function readRequest(text: string): string {
  let request: unknown;
  try {
    request = JSON.parse(text);
  } catch {
    throw new Failure(exitCode.usage, "Standard input holds no request of the kubelet (no JSON).");
  }
  const fields = (typeof request === "object" && request !== null ? request : {}) as Record<
    string,
    unknown
  >;
  if (fields["apiVersion"] !== apiVersion || fields["kind"] !== "CredentialProviderRequest") {
    const said = [fields["apiVersion"], fields["kind"]].filter((one) => typeof one === "string");
    const but = said.length === 0 ? "" : `, but ${said.join(" ").slice(0, 200)}`;
    throw new Failure(
      exitCode.usage,
      `This is no CredentialProviderRequest of ${apiVersion}${but}. Set the provider's apiVersion to v1.`,
    );
  }
  const { image } = fields as { image?: unknown };
  if (typeof image === "string" && image !== "") return image;
  throw new Failure(exitCode.usage, "The kubelet's request names no image.");
}
