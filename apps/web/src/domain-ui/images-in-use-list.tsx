import type { ImagesInUse } from "@berth/api-contract";
import { plural } from "#src/lib/time-format.ts";
import { MarkedText } from "#src/ui/marked-text.tsx";
import { MonoText } from "#src/ui/mono-text.tsx";
import { StatusGlyph } from "#src/ui/status-glyph.tsx";
import { toneText } from "#src/ui/tone.ts";
import { inUseLooks, inUseSentence } from "./images-in-use.ts";

/** What a new secret does to the images that workers pull, one by one as the registry answers. */
export function ImagesInUseList({ found, running }: { found: ImagesInUse; running: boolean }) {
  const { images } = found;
  return (
    <section aria-labelledby="images-in-use" data-print="keep">
      <h3 id="images-in-use" className="font-semibold">
        Images in use
      </h3>
      <p className="text-table text-muted">{inUseSentence(found, running)}</p>
      {images.length === 0 ? null : (
        <ol className="mt-2 divide-y divide-divider rounded-md border border-divider">
          {images.map(({ image, pulls, state, text }) => {
            const { shape, tone, word } = inUseLooks[state];
            return (
              <li key={image} className="flex min-h-16 items-start gap-x-3 px-3 py-2">
                <span className={`pt-0.5 ${toneText[tone]}`}>
                  <StatusGlyph shape={shape} />
                </span>
                <div className="min-w-0">
                  <MonoText>{image}</MonoText>
                  <p className="text-table">
                    <span className={`font-medium ${toneText[tone]}`}>{word}</span>{" "}
                    <span className="text-muted">{plural(pulls, "pull")}</span>
                  </p>
                  {text === "" ? null : (
                    <p className="text-table wrap-anywhere text-muted">
                      <MarkedText>{text}</MarkedText>
                    </p>
                  )}
                </div>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
