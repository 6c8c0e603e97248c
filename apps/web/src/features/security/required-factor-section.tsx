import { managers, type MemberView } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { membersQuery } from "#src/api/members.ts";
import { securitySettingsQuery } from "#src/api/security.ts";
import { may, roleWords, useOrganization, useSession } from "#src/api/session.ts";
import { DataRegion } from "#src/domain-ui/data-region.tsx";
import { plural } from "#src/lib/time-format.ts";
import { paths } from "#src/paths.ts";
import { Link } from "#src/router/link.tsx";
import { Button } from "#src/ui/button.tsx";
import { Notice } from "#src/ui/notice.tsx";
import { SkeletonText } from "#src/ui/skeleton.tsx";
import { StatusBadge } from "#src/ui/status-badge.tsx";

const RequireDialog = lazy(async () => ({
  default: (await import("./require-dialog.tsx")).RequireDialog,
}));

/** Whether owners and admins need a second factor, who of them has none, and the way to change it. */
export function RequiredFactorSection({ org }: { org: string }) {
  const { role } = useOrganization();
  const { user } = useSession();
  const settings = useQuery(securitySettingsQuery(org));
  const members = useQuery(membersQuery(org));
  const [asking, setAsking] = useState(false);

  return (
    <section aria-labelledby="required-factor" className="max-w-form space-y-4">
      <div>
        <h2 id="required-factor" className="text-h2 font-semibold">
          Second factor of owners and admins
        </h2>
        <p className="text-muted">
          Where it is required, an owner or admin without one can do nothing in this organization
          until they have set one up. Workers and API tokens go on as before.
        </p>
      </div>
      <DataRegion query={settings} what="the setting" skeleton={<SkeletonText lines={2} />}>
        {({ managersNeedSecondFactor: required }) => (
          <div className="space-y-4">
            {required ? (
              <StatusBadge shape="check-circle" tone="success" word="Required" />
            ) : (
              <StatusBadge shape="dashed-circle" tone="neutral" word="Not required" />
            )}
            <DataRegion query={members} what="members" skeleton={<SkeletonText lines={2} />}>
              {(all) => {
                const without = withoutFactor(all);
                return (
                  <div className="space-y-4">
                    <Without people={without} org={org} />
                    {role !== "owner" ? (
                      <p className="text-muted">An owner can change this.</p>
                    ) : !required && without.some(({ id }) => id === user.id) ? (
                      <Notice tone="info" title="Set up your own second factor first">
                        Otherwise this would lock you out.{" "}
                        <Link to={paths.me()} className="link">
                          Open your account
                        </Link>
                        , then come back.
                      </Notice>
                    ) : (
                      <Button onClick={() => setAsking(true)}>
                        {required ? "Stop requiring it…" : "Require it…"}
                      </Button>
                    )}
                    <Suspense>
                      {asking ? (
                        <RequireDialog
                          org={org}
                          require={!required}
                          without={without}
                          onClose={() => setAsking(false)}
                        />
                      ) : null}
                    </Suspense>
                  </div>
                );
              }}
            </DataRegion>
          </div>
        )}
      </DataRegion>
    </section>
  );
}

function withoutFactor(members: readonly MemberView[]): MemberView[] {
  return members.filter(
    ({ role, signIn }) => may(role, managers) && signIn !== null && signIn.second.length === 0,
  );
}

/** More names than these would push everything else off the page. */
const namedMax = 8;

function Without({ people, org }: { people: readonly MemberView[]; org: string }) {
  if (people.length === 0) return <p>Every owner and admin has a second factor.</p>;
  return (
    <div>
      <p>
        {plural(people.length, "owner or admin has", "owners and admins have")} no second factor
        yet:
      </p>
      <ul className="list-disc ps-5">
        {people.slice(0, namedMax).map(({ id, name, role }) => (
          <li key={id}>
            {name}, {roleWords[role].toLowerCase()}
          </li>
        ))}
        {people.length > namedMax ? <li>{people.length - namedMax} more</li> : null}
      </ul>
      <p className="text-muted">
        <Link to={paths.members(org, { factor: "no" })} className="link">
          Members
        </Link>{" "}
        shows everybody without one.
      </p>
    </div>
  );
}
