import type { Session } from "@berth/api-contract";
import { useMutation } from "@tanstack/react-query";
import { circleUserRoundGlyph, logOutGlyph, userRoundGlyph, usersGlyph } from "#src/ui/glyphs.ts";
import { call } from "#src/api/client.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { iconButtonStyles } from "#src/ui/button-styles.ts";
import { Icon } from "#src/ui/icon.tsx";
import { MenuButton } from "#src/ui/menu.tsx";
import { announce } from "#src/lib/announcer.ts";

/** Who is signed in, and the way out. */
export function UserMenu({
  user,
  isSupportStaff,
}: {
  user: Session["user"];
  isSupportStaff: boolean;
}) {
  const signOut = useMutation({
    mutationFn: () => call("POST /sign-out", {}),
    // A real page load: nothing of this person's may be left in memory for the next one.
    onSuccess: () => window.location.assign(paths.login()),
    onError: () => announce("Signing out failed. You are still signed in."),
  });
  return (
    <MenuButton
      label={`Your account, ${user.name}`}
      className={iconButtonStyles()}
      entries={[
        { kind: "text", text: user.name, detail: user.email },
        { kind: "separator" },
        {
          kind: "link",
          label: "Your account",
          glyph: userRoundGlyph,
          link: <Link to={paths.me()} />,
        },
        ...(isSupportStaff
          ? [
              {
                kind: "link" as const,
                label: "Support staff",
                glyph: usersGlyph,
                link: <Link to={paths.supportStaff()} />,
              },
            ]
          : []),
        { kind: "action", label: "Sign out", glyph: logOutGlyph, onSelect: () => signOut.mutate() },
      ]}
    >
      <Icon glyph={circleUserRoundGlyph} size={20} />
    </MenuButton>
  );
}
