import type { Attention } from "@berth/api-contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { attentionQuery } from "#src/api/attention.ts";
import { registriesQuery } from "#src/api/registries.ts";
import type { OrganizationMembership } from "#src/api/session.ts";

/** What needs somebody; undefined as long as it can't be had, which is not the same as nothing. */
export function useAttention({
  slug,
  secondFactor,
}: OrganizationMembership): Attention | undefined {
  const query = useQuery({ ...attentionQuery(slug), enabled: secondFactor !== "missing" });
  return query.isError ? undefined : query.data;
}

/** Counts anew where the list of registries, loaded again by itself, shows another health than before. */
export function useAttentionOfList(org: string): void {
  const queryClient = useQueryClient();
  const { data: states } = useQuery({
    ...registriesQuery(org),
    enabled: false,
    select: (registries) => registries.map(({ health }) => health.state).join(),
  });
  const before = useRef(states);
  useEffect(() => {
    if (before.current !== undefined && before.current !== states) {
      void queryClient.invalidateQueries({ queryKey: attentionQuery(org).queryKey });
    }
    before.current = states;
  }, [queryClient, org, states]);
}
