import type { CheckView, ImageInUse, ImagesInUse } from "@berth/api-contract";
import { plural } from "#src/lib/time-format.ts";
import type { StatusLook } from "#src/ui/status-look.ts";

/** How the answer for one image in use is shown. */
export const inUseLooks: Record<ImageInUse["state"], StatusLook> = {
  waiting: { shape: "ring", tone: "neutral", word: "Waiting" },
  asking: { shape: "half-ring", tone: "info", word: "Asking…" },
  works: { shape: "check-circle", tone: "success", word: "Works" },
  "works-with-current": {
    shape: "octagon-x",
    tone: "danger",
    word: "Works only with the current secret",
  },
  "works-with-neither": {
    shape: "slash-circle",
    tone: "neutral",
    word: "Works with neither secret",
  },
  unknown: { shape: "question-circle", tone: "warning", word: "Can't tell" },
};

/** The images in use that may stop working with the new secret; the server refuses them without a reason. */
export function notProvenImages({ imagesInUse }: Pick<CheckView, "imagesInUse">): ImageInUse[] {
  return (imagesInUse?.images ?? []).filter(
    ({ state }) => state !== "works" && state !== "works-with-neither",
  );
}

/** How far the new secret has come with the images in use, in one sentence. */
export function inUseSentence({ images, days, leftOut }: ImagesInUse, running: boolean): string {
  if (images.length === 0) {
    return `No image was pulled with this registry in the last ${days} days, so there is nothing else to try.`;
  }
  const answered = images.filter(({ state }) => state !== "waiting" && state !== "asking").length;
  const works = images.filter(({ state }) => state === "works").length;
  const count = running
    ? `${answered} of ${images.length} asked`
    : `The new secret opens ${works} of ${images.length}`;
  const others =
    leftOut === 0
      ? ""
      : ` ${plural(leftOut, "repository", "repositories")} pulled less often ${leftOut === 1 ? "is" : "are"} not asked for.`;
  return `${count}: one image of each repository that workers pulled in the last ${days} days.${others}`;
}

/** The same as Markdown for a ticket. */
export function inUseMarkdown(found: ImagesInUse): string[] {
  return [
    "",
    "## Images in use",
    "",
    inUseSentence(found, false),
    "",
    ...found.images.map(
      ({ image, state, text }) => `- ${image}: ${inUseLooks[state].word}${text && `. ${text}`}`,
    ),
  ];
}
