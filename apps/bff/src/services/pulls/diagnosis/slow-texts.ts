import type { SlowCause } from "@berth/api-contract";
import { diagnosisText as text, type DiagnosisText } from "./diagnosis-text.ts";

/** For pulls that arrived, but slowly. */
export const slowTexts: Readonly<Record<SlowCause, { code: string; text: DiagnosisText }>> = {
  "rate-limit": {
    code: "SLOW-RATE-LIMIT",
    text: text("rate_limited", "certain", {
      symptom: (n) =>
        `The pull had to wait, because \`${n.host}\` limits how often it may be asked.`,
      causes: (n) => [
        n.signedIn
          ? "The account behind the credential is near its limit."
          : "Anonymous pulls are counted for the worker's network address, which many machines may share.",
      ],
      remedies: (n) => [
        n.signedIn
          ? "Use an account with a higher limit."
          : `Add a registry for \`${n.host}\`: signed-in pulls are counted apart and have a higher limit.`,
        cache,
      ],
    }),
  },
  network: {
    code: "SLOW-NETWORK",
    text: text("registry_trouble", "likely", {
      symptom: (n) => `The pull arrived, but slowly: \`${n.host}\` answered late or in trickles.`,
      causes: () => [
        "The registry is far away or overloaded.",
        "The network between the worker and the registry is narrow or loses packets.",
      ],
      remedies: () => [
        "Use a registry, or a copy of the image, in the region of the workers.",
        cache,
      ],
    }),
  },
  "layer-storage": {
    code: "SLOW-LAYERS",
    text: text("registry_trouble", "likely", {
      symptom: (n) =>
        `The pull arrived, but slowly: the storage behind \`${n.host}\` sent its layers late or in trickles.`,
      causes: () => [
        "The storage of the layers is far away from the worker, or throttles it.",
        "A proxy or firewall on the way to it inspects what passes.",
      ],
      remedies: () => [
        "Let the worker reach the layer storage directly (see the hosts in the timeline).",
        cache,
      ],
    }),
  },
  unknown: {
    code: "SLOW",
    text: text("registry_trouble", "one-of-two", {
      symptom: (n) => `The pull arrived, but took longer than 95 of 100 pulls of \`${n.path}\`.`,
      causes: () => [
        "The registry was throttling or busy.",
        "The network between the worker and the registry, or the worker's own disk, was busy.",
      ],
      remedies: () => ["If it happens again, compare it with pulls on other workers.", cache],
    }),
  },
};

const cache = "Set up a pull-through cache near the workers.";
