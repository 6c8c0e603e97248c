import { useQuery } from "@tanstack/react-query";
import { projectsQuery } from "#src/api/projects.ts";
import { plural } from "#src/lib/time-format.ts";

/** What goes with a membership: the person's own projects in this organization. */
export function PersonalProjects({
  org,
  personId,
  whose,
}: {
  org: string;
  personId: string;
  /** As in "Their 2 personal projects". */
  whose: "Their" | "Your";
}) {
  const { data = [] } = useQuery(projectsQuery(org));
  const own = data.filter(({ owner }) => owner.kind === "person" && owner.person.id === personId);
  if (own.length === 0) return null;
  return (
    <p>
      {whose} {plural(own.length, "personal project goes", "personal projects go")} too:{" "}
      {own.map(({ name }) => `'${name}'`).join(", ")}. Workers that name one are refused. Recorded
      pulls stay. To keep a project, give it to the organization or to somebody else first.
    </p>
  );
}
