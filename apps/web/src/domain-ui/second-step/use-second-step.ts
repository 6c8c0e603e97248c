import type { SecondFactorAsk, SecondStep } from "@berth/api-contract";
import { type RefObject, useEffect, useState } from "react";
import { isApiError } from "#src/api/errors.ts";

/** What a form that may be asked for a second factor has to know about it. */
export interface SecondStepState {
  /** Null until the server asks. */
  ask: SecondFactorAsk | null;
  /** The way that the form shows: a passkey, or a code that is typed. */
  way: "passkey" | "code" | null;
  /** Whether there is another way than the one shown. */
  hasOther: boolean;
  other: () => void;
  /** Takes note of how the second factor can be given, and back of that there is none to give. */
  set: (ask: SecondFactorAsk | null) => void;
  /** Does the same with a refusal. True where that only asks, and nothing has gone wrong. */
  note: (error: unknown) => boolean;
  /** What is missing in the form, as a sentence. */
  complaint: () => string | null;
  /** Asks the browser where it has to. Throws a `PasskeyError`. */
  read: () => Promise<SecondStep>;
}

export function useSecondStep({
  code,
  button,
  asked = null,
}: {
  /** Where a code is typed. */
  code: RefObject<HTMLInputElement | null>;
  /** The button that sends the form. */
  button: RefObject<HTMLButtonElement | null>;
  /** Where the server has asked already. */
  asked?: SecondFactorAsk | null;
}): SecondStepState {
  const [ask, set] = useState(asked);
  const [prefersCode, setPrefersCode] = useState(false);
  const passkey = ask !== null && browserHasPasskeys() ? ask.passkey : null;
  const way = ask === null ? null : passkey === null || prefersCode ? "code" : "passkey";

  useEffect(() => {
    if (way === "code") code.current?.focus();
    if (way !== "passkey") return;
    button.current?.focus();
    // Some browsers want the click to be fresh when they are asked.
    void import("#src/lib/passkey.ts");
  }, [way, code, button]);

  return {
    ask,
    way,
    hasOther: passkey !== null,
    other: () => setPrefersCode(!prefersCode),
    set: (next) => {
      if (next === null) setPrefersCode(false);
      set(next);
    },
    note: (error) => {
      if (isApiError(error) && error.secondFactor !== null) set(error.secondFactor);
      return isApiError(error, "second_factor_required");
    },
    complaint: () => {
      if (way !== "code" || code.current?.value.trim() !== "") return null;
      return ask?.app ? "Enter the code that your app shows." : "Enter a recovery code.";
    },
    read: async () => {
      if (way === null) return {};
      if (way === "code") return { code: code.current?.value.trim() ?? "" };
      if (passkey === null) return {};
      const { provePasskey } = await import("#src/lib/passkey.ts");
      return { passkey: await provePasskey(passkey) };
    },
  };
}

function browserHasPasskeys(): boolean {
  return "PublicKeyCredential" in window;
}
