import { type ComponentProps, useEffect, useState } from "react";
import { classNames } from "#src/lib/class-names.ts";
import { buttonStyles } from "./button-styles.ts";
import { inputStyles } from "./field.tsx";

/**
 * A masked input with a Show button named after what it shows. It masks itself again when its form is submitted, so
 * that a secret never stays readable on a screen somebody walked away from.
 */
export function PasswordInput({
  what,
  className,
  ref,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "maxLength"> & {
  /** As in "Show secret access key". */
  what: string;
}) {
  const [shown, setShown] = useState(false);
  const [element, setElement] = useState<HTMLInputElement | null>(null);

  useEffect(() => {
    const form = element?.form;
    if (!form) return undefined;
    const mask = () => setShown(false);
    form.addEventListener("submit", mask);
    return () => form.removeEventListener("submit", mask);
  }, [element]);

  return (
    <div className="flex gap-2">
      <input
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        {...rest}
        ref={(node) => {
          setElement(node);
          if (typeof ref === "function") ref(node);
          else if (ref) ref.current = node;
        }}
        type={shown ? "text" : "password"}
        className={classNames(inputStyles, "min-w-0 grow font-mono", className)}
      />
      <button
        type="button"
        aria-controls={rest.id}
        onClick={() => setShown(!shown)}
        className={buttonStyles("secondary")}
      >
        {shown ? "Hide" : "Show"} <span className="sr-only">{what}</span>
      </button>
    </div>
  );
}
