/** For password managers, which look for whose password a form asks for. Shown to nobody. */
export function HiddenUsername({ email }: { email: string }) {
  return <input type="text" autoComplete="username" value={email} readOnly hidden />;
}
