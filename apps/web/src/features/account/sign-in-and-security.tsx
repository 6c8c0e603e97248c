import { PasswordSection } from "./password-section.tsx";
import { SecondFactorSection } from "./second-factor-section.tsx";
import { SessionSection } from "./session-section.tsx";

/** How the person proves who they are, and where they have. */
export function SignInAndSecurity() {
  return (
    <>
      <PasswordSection />
      <SecondFactorSection />
      <SessionSection />
    </>
  );
}
