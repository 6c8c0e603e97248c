export type { Account } from "./accounts.ts";
export { containerPath, containerToken } from "./dialects/aws-ecr/machine.ts";
export { webIdentityToken } from "./dialects/aws-ecr/sts.ts";
export { fakeTenant } from "./dialects/azure-container-registry/entra.ts";
export {
  createServiceAccount,
  type FakeServiceAccount,
} from "./dialects/google-artifact-registry/service-account.ts";
export { createJfrogToken, type JfrogTokenOptions } from "./dialects/jfrog/access-token.ts";
export { vendorExamples } from "./dialects/examples.ts";
export { dialects } from "./dialects/index.ts";
export {
  createImage,
  createIndex,
  type FakeImage,
  type ImageOptions,
} from "./images/create-image.ts";
export {
  fakeCloud,
  type FakeCloud,
  type FakeCloudOptions,
  type FakeVendorOptions,
} from "./fake-cloud.ts";
export { startCloudProxy, startForwardProxy, type ForwardProxy } from "./forward-proxy.ts";
export type { VendorExample } from "./vendor-example.ts";
export { vendorNetwork, type VendorNetwork } from "./vendor-network.ts";
export type { VendorNames } from "./dialects/dialect.ts";
export { writeOciLayout } from "./images/oci-layout.ts";
export { scenarios } from "./scenarios/index.ts";
export type { Presented } from "./server/authorization.ts";
export type { RecordedRequest, SeenCredential } from "./server/recorder.ts";
export {
  certificateKinds,
  createTestAuthority,
  type Certificate,
  type CertificateKind,
  type TestAuthority,
} from "./server/test-authority.ts";
export {
  startFakeRegistry,
  type FakeRegistry,
  type FakeRegistryOptions,
} from "./start-fake-registry.ts";
export { pushImage } from "./real/push-image.ts";
export { runCommand } from "./real/run-command.ts";
export {
  startRealRegistry,
  type RealRegistry,
  type RealRegistryOptions,
} from "./real/start-real-registry.ts";
