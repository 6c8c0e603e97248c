import type { ExpiryReading } from "../../registry-type.ts";
import { dayInWords, dayMs } from "../../text/date.ts";
import { jwtExpiryMs, readJwt } from "../../text/jwt.ts";
import { textSetting, type SecretValues, type Settings } from "../../values.ts";
import { presetById } from "./presets.ts";

const reminderDays = 90;

export function standardExpiry(
  secret: SecretValues,
  settings: Settings,
  nowMs: number,
): ExpiryReading {
  const claims = readJwt(secret["password"] ?? "");
  const at = claims === null ? null : jwtExpiryMs(claims);
  if (at !== null) {
    return { source: "read", at, text: `Read from the token: it ends on ${dayInWords(at)}.` };
  }
  const preset = presetById(textSetting(settings, "preset"));
  if (preset.usualDays !== null) {
    const usual = nowMs + preset.usualDays * dayMs;
    return {
      source: "default",
      at: usual,
      text: `${preset.label} gives new secrets ${preset.usualDays} days unless somebody chose otherwise. Correct the date if you did.`,
    };
  }
  return {
    source: "unknown",
    at: null,
    remindAt: nowMs + reminderDays * dayMs,
    text: "We can't read this date from the secret. Set a reminder so it doesn't surprise you.",
  };
}
