import type { CheckView, RegistryView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { describeError } from "#src/api/errors.ts";
import { useStartCheck } from "#src/api/start-check.ts";
import { checkQuery } from "#src/api/use-check.ts";
import { checkEndSentence } from "#src/domain-ui/check-progress.ts";
import { announce } from "#src/lib/announcer.ts";

/**
 * Checks started from the list: which registry has one running, and how to start one. The end is announced once and
 * the row's health read again; the focus stays where it is.
 */
export function useRowChecks(org: string): {
  running: ReadonlyMap<string, string>;
  start: (registry: RegistryView) => void;
  failure: string | null;
} {
  const queryClient = useQueryClient();
  const startCheck = useStartCheck(org);
  const [running, setRunning] = useState<ReadonlyMap<string, string>>(new Map());
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    if (running.size === 0) return undefined;
    return queryClient.getQueryCache().subscribe(({ query }) => {
      const check = query.state.data as CheckView | undefined;
      for (const [registry, id] of running) {
        if (query.queryHash !== hashOf(org, id) || !check || check.status === "running") continue;
        setRunning((before) => without(before, registry));
        announce(`${check.registryName ?? "Registry"}: ${checkEndSentence(check)}`);
        void queryClient.invalidateQueries({ queryKey: ["registries", org] });
      }
    });
  }, [running, queryClient, org]);

  const start = (registry: RegistryView) => {
    if (running.has(registry.id)) return;
    if (registry.testImage === null) {
      setFailure(
        `'${registry.name}' has no test image yet. Open it and run the first check there.`,
      );
      return;
    }
    setFailure(null);
    startCheck.mutate(
      { subject: "registry", registryId: registry.id, image: registry.testImage },
      {
        onSuccess: (check) => {
          setRunning((before) => new Map(before).set(registry.id, check.id));
          announce(`Check of ${registry.name} started`);
        },
        onError: (error) =>
          setFailure(
            `The check of '${registry.name}' didn't start. ${describeError(error).message}`,
          ),
      },
    );
  };
  return { running, start, failure };
}

function hashOf(org: string, id: string): string {
  return JSON.stringify(checkQuery(org, id).queryKey);
}

function without(map: ReadonlyMap<string, string>, key: string): ReadonlyMap<string, string> {
  const next = new Map(map);
  next.delete(key);
  return next;
}
