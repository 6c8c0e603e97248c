import type { CheckInput, CheckView } from "@berth/api-contract";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { awaitCheck } from "#src/api/await-check.ts";
import { isApiError } from "#src/api/errors.ts";
import { useStartCheck } from "#src/api/start-check.ts";
import { checkQuery } from "#src/api/use-check.ts";
import { notProvenImages } from "../images-in-use.ts";
import type { RegistryFormValues } from "./form-values.ts";

/** A save that a check comes before. */
export interface CheckedSave {
  /** The check that was started last. */
  checkId: string | null;
  stage: "idle" | "checking" | "saving";
  /** A check has passed and stands for what was in the form then. */
  proven: boolean;
  /** It has passed, but images in use may stop working: only whoever says why saves with it. */
  partly: boolean;
  /** The check that was started last is over and has not passed. */
  failed: boolean;
  /** Saves as it is; `checkId` where a check has proven it. */
  save: (values: RegistryFormValues, checkId: string | null) => Promise<void>;
  /** Checks; a check that has passed counts for later tries with the same settings and secret. */
  check: (values: RegistryFormValues) => Promise<CheckView | null>;
  /** Checks, and saves where the credential is proven. */
  checkAndSave: (values: RegistryFormValues) => Promise<void>;
}

/** Runs a check of what a form holds, and saves with it as proof. A name that is taken then costs no second check. */
export function useCheckedSave(
  org: string,
  inputOf: (values: RegistryFormValues) => CheckInput,
  write: (values: RegistryFormValues, checkId: string | null) => Promise<void>,
): CheckedSave {
  const queryClient = useQueryClient();
  const start = useStartCheck(org);
  const [checkId, setCheckId] = useState<string | null>(null);
  const [stage, setStage] = useState<CheckedSave["stage"]>("idle");
  const [proven, setProven] = useState<"whole" | "partly" | null>(null);
  const [failed, setFailed] = useState(false);
  const proof = useRef<{ key: string; checkId: string; whole: boolean } | null>(null);
  const left = useRef<AbortController>(null);
  useEffect(() => {
    const abort = new AbortController();
    left.current = abort;
    return () => abort.abort();
  }, []);

  const forget = () => {
    proof.current = null;
    setProven(null);
  };
  const save = async (values: RegistryFormValues, provenBy: string | null) => {
    setStage("saving");
    try {
      await write(values, provenBy);
      // The check belongs to the saved registry from now on.
      if (provenBy !== null) {
        void queryClient.invalidateQueries({ queryKey: checkQuery(org, provenBy).queryKey });
      }
    } catch (error) {
      if (isApiError(error, "check_outdated")) forget();
      throw error;
    } finally {
      setStage("idle");
    }
  };
  const run = async (values: RegistryFormValues) => {
    forget();
    setFailed(false);
    setStage("checking");
    try {
      const { id } = await start.mutateAsync(inputOf(values));
      setCheckId(id);
      const signal = left.current?.signal ?? AbortSignal.abort();
      const check = await awaitCheck(queryClient, org, id, signal);
      if (hasPassed(check)) {
        const whole = notProvenImages(check).length === 0;
        proof.current = { key: testedIn(inputOf(values)), checkId: id, whole };
        setProven(whole ? "whole" : "partly");
      } else {
        setFailed(true);
      }
      return check;
    } finally {
      setStage("idle");
    }
  };
  const standing = (values: RegistryFormValues) =>
    proof.current?.key === testedIn(inputOf(values)) ? proof.current : null;

  return {
    checkId,
    stage,
    proven: proven === "whole",
    partly: proven === "partly",
    failed,
    save: (values, provenBy) => save(values, provenBy ?? standing(values)?.checkId ?? null),
    check: async (values) => (standing(values)?.whole === true ? null : await run(values)),
    async checkAndSave(values) {
      const before = standing(values);
      if (before !== null) {
        await save(values, before.checkId);
        return;
      }
      const check = await run(values);
      // A public image proves the registry, not the credential: whoever sets it up decides.
      if (check.diagnosis?.outcome === "ok") await save(values, check.id);
    },
  };
}

function hasPassed({ diagnosis }: CheckView): boolean {
  return diagnosis?.outcome === "ok" || diagnosis?.outcome === "ok_but_public";
}

/** What a check has tested, apart from the image it did it with. It holds the secret: it stays in memory. */
function testedIn(input: CheckInput): string {
  return JSON.stringify({ ...input, image: "", name: "" });
}
