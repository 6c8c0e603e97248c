import type { CheckEventView, CheckStepView, CheckView } from "@berth/api-contract";

const at = "2026-05-01T12:00:00.000Z";

export function sampleCheck(change: Partial<CheckView> = {}): CheckView {
  return {
    id: "chk_one",
    subject: "form",
    profile: "full",
    registry: null,
    registryName: "ML",
    image: "reg.acme.example/team/app:1",
    status: "running",
    runFrom: "server",
    startedAt: at,
    startedBy: { id: "usr_aino", name: "Aino" },
    finishedAt: null,
    durationMs: null,
    requests: null,
    imagesInUse: null,
    steps: [],
    diagnosis: null,
    digest: null,
    ...change,
  };
}

export function sampleStep(
  step: CheckStepView["step"],
  status: CheckStepView["status"],
  text = "",
): CheckStepView {
  return { step, status, text, evidence: [], durationMs: 3 };
}

export const provenDiagnosis: NonNullable<CheckView["diagnosis"]> = {
  code: "OK",
  outcome: "ok",
  confidence: "certain",
  symptom: "The credential can pull `reg.acme.example/team/app:1`.",
  causes: [],
  remedies: ["Nothing to do."],
};

export const rejectedDiagnosis: NonNullable<CheckView["diagnosis"]> = {
  code: "AUTH-REJECTED",
  outcome: "bad_credential",
  confidence: "likely",
  symptom: "The registry rejected the user name or secret.",
  causes: ["The secret is wrong, revoked or expired."],
  remedies: ["Replace the secret."],
};

/** A check that has passed. */
export function provenCheck(change: Partial<CheckView> = {}): CheckView {
  return sampleCheck({
    status: "finished",
    finishedAt: at,
    durationMs: 40,
    requests: 5,
    steps: [sampleStep("credential", "passed"), sampleStep("manifest", "passed", "Found")],
    diagnosis: provenDiagnosis,
    digest: `sha256:${"a".repeat(64)}`,
    ...change,
  });
}

/** A check that has failed at the token. */
export function rejectedCheck(change: Partial<CheckView> = {}): CheckView {
  return provenCheck({
    steps: [sampleStep("credential", "passed"), sampleStep("token", "failed", "Answered 401.")],
    diagnosis: rejectedDiagnosis,
    digest: null,
    ...change,
  });
}

/** What the server streams while a check runs. Without an end the connection stays open. */
export function checkEvents(...events: readonly CheckEventView[]): Response {
  const ends = events.at(-1)?.kind === "finished";
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const text = events
        .map((event) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`)
        .join("");
      controller.enqueue(new TextEncoder().encode(text));
      if (ends) controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
