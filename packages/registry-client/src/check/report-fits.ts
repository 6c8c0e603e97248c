import type { CheckImage } from "./check-input.ts";
import { manifestUrl, registryOrigin } from "../endpoint.ts";

/** What somebody else says a check has seen; more than these parts is not looked at. */
export interface CheckReport {
  readonly steps: readonly {
    readonly step: string;
    readonly status: string;
    readonly evidence: readonly ReportedEvidence[];
  }[];
  readonly diagnosis: { readonly outcome: string };
  readonly digest: string | null;
}

interface ReportedEvidence {
  readonly kind: string;
  readonly digest?: string;
  readonly exchange?: {
    readonly purpose: string;
    readonly url: string;
    readonly authorization: string;
    readonly answer?: { readonly status: number } | undefined;
  };
}

/**
 * Whether a report can be a check of this image: every request for a manifest went to the image's own host and
 * repository, and one that was read was answered there, signed in, with the digest that is reported. It can't
 * prove that the check was made; it keeps a report from counting that was made for something else, or whose end
 * its own steps contradict.
 */
export function reportFits(
  report: CheckReport,
  image: Pick<CheckImage, "host" | "path" | "tag" | "digest">,
): boolean {
  const { steps, diagnosis, digest } = report;
  const evidence = steps.flatMap((step) => step.evidence);
  const exchanges = evidence.flatMap(({ exchange }) => (exchange === undefined ? [] : [exchange]));
  const forManifest = exchanges.filter(({ purpose }) => manifestPurposes.has(purpose));
  const reference = image.digest ?? image.tag ?? "latest";
  const wanted = manifestUrl(registryOrigin(image.host, "https"), image.path, reference);
  if (forManifest.length === 0 || forManifest.some(({ url }) => url !== wanted)) return false;
  if (!provenOutcomes.has(diagnosis.outcome))
    return steps.some(({ status }) => status === "failed");
  const read = forManifest.some(
    ({ purpose, authorization, answer }) =>
      !purpose.startsWith("control") && authorization !== "none" && answer?.status === 200,
  );
  const manifest = steps.find(({ step }) => step === "manifest");
  const passed = manifest?.status === "passed" || manifest?.status === "warning";
  const digests = manifest?.evidence.flatMap((one) => one.digest ?? []) ?? [];
  const asked = image.digest ?? digest;
  return passed && read && digest !== null && digests.includes(digest) && digest === asked;
}

const provenOutcomes: ReadonlySet<string> = new Set(["ok", "ok_but_public"]);

const manifestPurposes: ReadonlySet<string> = new Set([
  "control-head",
  "control-get",
  "head",
  "get",
]);
