/** Puts the focus into a field of a registry's form, by its path in the form's values. False where it is not on the page. */
export function focusFormField(path: string): boolean {
  const field = document.querySelector(`[data-field="${CSS.escape(path)}"]`);
  const control = field?.querySelector<HTMLElement>("input, select, textarea, button");
  if (!control) return false;
  control.focus();
  control.scrollIntoView({ block: "center" });
  return true;
}
