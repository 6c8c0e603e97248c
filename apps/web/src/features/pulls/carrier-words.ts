import type { Carrier } from "@berth/api-contract";

/** Who took the credential to the client. */
export const carrierWords: Record<Carrier, string> = {
  pull: "berth-worker pull, or an agent of your own",
  check: "berth-worker check, which fetches no layer",
  "docker-helper": "the Docker credential helper",
  kubelet: "the kubelet plugin",
  "auth-file": "an auth file",
};
