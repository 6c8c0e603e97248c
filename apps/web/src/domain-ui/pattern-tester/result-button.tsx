import { classNames } from "#src/lib/class-names.ts";

/**
 * What the tester says of all images together, beside the field that is typed in: where the tester stands below the
 * patterns, a phone's keyboard hides it. Leads there. On the line of the field's name, so that nothing moves when it
 * comes.
 */
export function ResultButton({
  text,
  resultId,
  stacked,
}: {
  text: string;
  resultId: string;
  /** Shown at every width. */
  stacked: boolean | undefined;
}) {
  return (
    <button
      type="button"
      aria-label={`${text}. Go to the tester`}
      onClick={() => goTo(resultId)}
      className={classNames("link -my-1 py-1 text-end text-table", stacked !== true && "lg:hidden")}
    >
      {text}
    </button>
  );
}

function goTo(id: string): void {
  const place = document.getElementById(id);
  place?.focus({ preventScroll: true });
  place?.scrollIntoView({ block: "start" });
}
