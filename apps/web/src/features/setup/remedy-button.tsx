import type { CheckOutcome, CheckView } from "@berth/api-contract";
import { type RegistryType, secretFieldsOf, type Settings } from "@berth/registry-catalog";
import { Button } from "#src/ui/button.tsx";
import { hostSetting } from "./address-fields.ts";

/** The way from a diagnosis to the answer that most likely has to change. */
export function RemedyButton({
  check,
  type,
  settings,
  onGoToField,
}: {
  check: CheckView;
  type: RegistryType;
  settings: Settings;
  onGoToField: (path: string) => void;
}) {
  const place = check.diagnosis ? places[check.diagnosis.outcome] : null;
  if (!place) return null;
  const path = {
    secret: accessPath(type, settings),
    address: `settings.${hostSetting(type, settings) ?? ""}`,
    image: "testImage",
  }[place];
  return (
    <Button size="small" onClick={() => onGoToField(path)}>
      {words[place]}
    </Button>
  );
}

/** The sealed field; where a role signs in, the public one that is asked for in its place. */
function accessPath(type: RegistryType, settings: Settings): string {
  const [sealed] = secretFieldsOf(type, settings);
  const named = type.settings.find((field) => field.step === "paste" && field.applies(settings));
  return sealed === undefined ? `settings.${named?.name ?? ""}` : `secret.${sealed.name}`;
}

type Place = "secret" | "address" | "image";

const words: Record<Place, string> = {
  secret: "Change what was pasted",
  address: "Change the address",
  image: "Change the test image",
};

/** Null where nothing in the form is to blame. */
const places: Record<CheckOutcome, Place | null> = {
  ok: null,
  ok_but_public: "image",
  authenticated_but_not_found: "image",
  denied_or_missing: "image",
  bad_credential: "secret",
  expired: "secret",
  rate_limited: null,
  unreachable: "address",
  tls: "address",
  policy: "address",
  not_a_registry: "address",
  registry_trouble: null,
  cancelled: null,
  unclassified: null,
};
