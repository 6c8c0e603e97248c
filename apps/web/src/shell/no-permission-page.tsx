import { managers } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { membersQuery } from "#src/api/members.ts";
import { may, roleWords, useOrganization } from "#src/api/session.ts";
import { fewNames } from "#src/lib/few-names.ts";
import { CopyButton } from "#src/ui/copy-button.tsx";
import { PageMessage } from "./page-message.tsx";

/** One of these is enough to ask. */
const namedMax = 5;

/** A page that the person's role cannot open: says who can, and has a request ready to copy. */
export function NoPermissionPage({ area }: { area: string }) {
  const { slug, name, role } = useOrganization();
  const members = useQuery(membersQuery(slug));
  const admins = (members.data ?? []).filter(({ role: held }) => may(held, managers));
  return (
    <PageMessage
      title={`You can't open ${area}`}
      actions={
        <CopyButton
          what="request"
          text={`Could you help me with ${area} in Berth (${name})? My role is ${roleWords[role]}, which can't open it: ${window.location.href}`}
        />
      }
    >
      <p>
        Your role in {name} is {roleWords[role]}; an admin can open this page.
      </p>
      {admins.length > 0 ? (
        <p>
          Admins:{" "}
          {fewNames(
            admins.map((person) => person.name),
            namedMax,
          )}
          .
        </p>
      ) : null}
    </PageMessage>
  );
}
