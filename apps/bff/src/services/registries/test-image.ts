import { hostRuleAllows, parseImage, type HostRule } from "@berth/image-pattern";
import { validationFailed } from "../errors.ts";

/** The image a registry is checked with: a reference on one of its hosts. */
export function readTestImage(
  hostRule: HostRule,
  text: string | null | undefined,
): string | null | undefined {
  if (text === null || text === undefined) return text;
  const parsed = parseImage(text);
  if (!parsed.ok) {
    const { code, message, at } = parsed;
    throw validationFailed([
      { path: "testImage", code, message, ...(at === undefined ? {} : { at }) },
    ]);
  }
  if (!hostRuleAllows(hostRule, parsed.image.host)) {
    const message = `This image is on ${parsed.image.host}, which is no host of this registry.`;
    throw validationFailed([{ path: "testImage", code: "other-host", message }]);
  }
  return parsed.image.text;
}
