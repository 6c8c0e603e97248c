import { type ReactNode, useId } from "react";
import { MarkedText } from "./marked-text.tsx";

/** What a control inside a `Field` has to carry. */
export interface FieldControlProps {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}

/** Label, hint, control and error of one field, tied together. Required is the rule; optional is said in the label. */
export function Field({
  label,
  hint,
  error,
  notice,
  optional = false,
  id: givenId,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** Something that was changed or noticed in the value: "Removed 'https://'." */
  notice?: ReactNode;
  optional?: boolean | undefined;
  id?: string | undefined;
  children: (control: FieldControlProps) => ReactNode;
}) {
  const ownId = useId();
  const id = givenId ?? ownId;
  const described = [hint && `${id}-hint`, error && `${id}-error`, notice && `${id}-notice`].filter(
    Boolean,
  );
  return (
    <div className={error ? "border-s-4 border-danger ps-3" : ""}>
      <label htmlFor={id} className="block font-medium">
        {label}
        {optional ? <span className="font-normal text-muted"> (optional)</span> : null}
      </label>
      {hint ? (
        <div id={`${id}-hint`} className="max-w-prose text-table text-muted">
          {hint}
        </div>
      ) : null}
      {error ? <FieldError id={`${id}-error`} message={error} /> : null}
      <div className="mt-1">
        {children({
          id,
          "aria-describedby": described.join(" ") || undefined,
          "aria-invalid": error ? true : undefined,
          "aria-required": optional ? undefined : true,
        })}
      </div>
      {/* Filled while typing, so it is spoken politely; errors are not, the focus goes to them. */}
      <output id={`${id}-notice`} className="mt-1 block text-table text-muted empty:hidden">
        {notice}
      </output>
    </div>
  );
}

export function FieldError({ id, message }: { id: string; message: string }) {
  return (
    <p id={id} className="font-medium text-danger">
      <span className="sr-only">Error: </span>
      <MarkedText>{message}</MarkedText>
    </p>
  );
}

/** The look of a text input, select or text area. */
export const inputStyles =
  "block w-full min-h-9 rounded-md border border-control bg-canvas px-3 py-1.5 text-fg placeholder:text-faint aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger pointer-coarse:min-h-11";
