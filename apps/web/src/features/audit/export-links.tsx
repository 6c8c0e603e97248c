import type { AuditFilter } from "@berth/api-contract";
import { auditExportUrl } from "#src/api/audit.ts";
import { buttonStyles } from "#src/ui/button-styles.ts";
import { downloadGlyph } from "#src/ui/glyphs.ts";
import { Icon } from "#src/ui/icon.tsx";

/** Files with every event that the filter leaves, not only those of this page. */
export function ExportLinks({ org, filter }: { org: string; filter: AuditFilter }) {
  return (
    <>
      {(["csv", "json"] as const).map((format) => (
        <a
          key={format}
          href={auditExportUrl(org, filter, format)}
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
