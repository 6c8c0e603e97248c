import type { CheckImage } from "../check/check-input.ts";
import { registryOrigin } from "../endpoint.ts";
import type { Names } from "./names.ts";
import { textFor } from "./diagnose.ts";

/**
 * What a code of a registry type says of an image, in our own words alone: nothing that the other side answered,
 * nor what somebody else says it did. Null for a code that the type doesn't have.
 */
export function plainSymptom(
  type: string,
  code: string,
  about: { image: CheckImage; registry: string },
): string | null {
  const text = textFor(type, code)?.symptom(bareNames(about)).trim();
  if (text === undefined) return null;
  // Some sentences are made of what was answered; without that nothing of them is left.
  const whole = /^[A-Z`].*\.$/s.test(text) && !/undefined|null|NaN|``/.test(text);
  return whole ? text : `The check ended with the code ${code}.`;
}

function bareNames({ image, registry }: { image: CheckImage; registry: string }): Names {
  return {
    // Only what workers report is told like this.
    asker: "the worker",
    image: image.text,
    host: image.host,
    path: image.path,
    reference: image.digest ?? image.tag ?? "latest",
    registry,
    username: null,
    userNameRule: "",
    target: image.host,
    port: null,
    address: null,
    status: null,
    said: "",
    contentType: null,
    issuer: null,
    certificateNames: [],
    validFrom: null,
    validTo: null,
    realm: null,
    realmOrigin: null,
    registryOrigin: registryOrigin(image.host, "https"),
    redirectHost: null,
    schemes: [],
    limit: null,
    remaining: null,
    limitSource: null,
    retryAfterSeconds: null,
    nearTags: [],
    refusedAddress: null,
    expected: "",
    actual: "",
    problem: "",
    message: "",
    seconds: 0,
    recheck: false,
    clockSkewSeconds: null,
    layerHost: null,
    overPrivileged: null,
  };
}
