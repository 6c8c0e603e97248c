import { buttonStyles } from "#src/ui/button-styles.ts";
import { downloadGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";

export type ExportFormat = "csv" | "json";

/** Files with everything that a filter leaves, not only what is on this page. */
export function ExportLinks({ urlFor }: { urlFor: (format: ExportFormat) => string }) {
  return (
    <>
      {(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={urlFor(format)}
          download=""
          className={buttonStyles("secondary", "small")}
        >
          <Icon glyph={downloadGlyph} />
          Export {format.toUpperCase()}
        </a>
      ))}
    </>
  );
}
