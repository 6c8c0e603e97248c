import { hostRuleAllows, parseImage } from "@berth/image-pattern";
import {
  detectType,
  type FieldResult,
  type Fix,
  type RegistryType,
  type Settings,
} from "@berth/registry-catalog";

/** Cleans the test image and makes sure that it lies in this registry: no other image can prove its access. */
export function checkTestImage(
  type: RegistryType,
  settings: Settings,
  text: string,
): FieldResult<string> {
  if (text.trim() === "") return { ok: true, value: undefined, notices: [] };
  const pasted = type.readPasted(text) ?? detectType(text);
  const parsed = parseImage(pasted?.testImage ?? text.trim());
  if (!parsed.ok) return { ok: false, code: parsed.code, message: parsed.message, at: parsed.at };
  const { image } = parsed;
  const rule = type.hostRule(settings);
  if (rule !== null && !hostRuleAllows(rule, image.host)) {
    const own = rule.kind === "exact" ? rule.hosts.join("`, `") : rule.pattern;
    return {
      ok: false,
      code: "other-host",
      message: `This image is on \`${image.host}\`, but the registry's host is \`${own}\`. Choose an image of this registry.`,
      fix: pasted === null ? undefined : useItsSettings(type, pasted, image.host),
    };
  }
  const value = pasted?.testImage ?? image.text.trim();
  return { ok: true, value, notices: value === text ? [] : (pasted?.notices ?? []) };
}

function useItsSettings(
  type: RegistryType,
  pasted: NonNullable<ReturnType<typeof detectType>>,
  host: string,
): Fix {
  return pasted.type === type.slug
    ? { kind: "set", label: `Use the host ${host}`, values: pasted.settings }
    : { kind: "type", label: `Set up ${host} instead`, type: pasted.type };
}
