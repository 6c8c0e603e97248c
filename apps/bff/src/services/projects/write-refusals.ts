import { AppError, notFound, validationFailed } from "../errors.ts";

type Refusal =
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "name_taken" }
  | { ok: false; reason: "person_unknown"; personId: string };

/** What the store refused to write, in words. */
export function projectRefusal(refusal: Refusal): AppError {
  switch (refusal.reason) {
    case "not_found":
      return notFound();
    case "name_taken": {
      const message = "Another project of this organization has this name.";
      return new AppError("name_taken", message, { issues: [{ path: "name", message }] });
    }
    case "person_unknown":
      return validationFailed([
        { path: "memberIds", message: "One of these people does not belong to the organization." },
      ]);
  }
}
