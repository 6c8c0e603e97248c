import { investigators } from "@berth/api-contract";
import { useQuery } from "@tanstack/react-query";
import { recentImagesQuery } from "#src/api/patterns.ts";
import { pullsQuery } from "#src/api/pulls.ts";
import { may, useOrganization } from "#src/api/session.ts";
import { plural } from "#src/lib/time-format.ts";
import type { Suggestion } from "#src/ui/combobox-props.ts";

/** Images seen in pulls, most pulled first; to a member only those of their own projects, newest first. */
export function useImageSuggestions(): Suggestion[] {
  const { slug: org, role } = useOrganization();
  const sees = may(role, investigators);
  const recent = useQuery({ ...recentImagesQuery(org), enabled: sees });
  const own = useQuery({ ...pullsQuery(org, {}), enabled: !sees });
  if (sees) {
    return (recent.data?.images ?? []).map(({ image, pulls }) => ({
      value: image,
      detail: plural(pulls, "pull"),
    }));
  }
  const images = new Set((own.data?.pulls ?? []).map(({ image }) => image));
  return [...images].map((value) => ({ value }));
}
