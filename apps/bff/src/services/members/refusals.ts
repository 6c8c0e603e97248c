import { AppError, notFound } from "../errors.ts";

/** What the store refused to change about a membership, in words. */
export function memberRefusal(
  refusal: { reason: "not_found" | "last_owner" | "role_changed" },
  own: boolean,
): AppError {
  if (refusal.reason === "not_found") return notFound();
  if (refusal.reason === "role_changed") {
    return new AppError(
      "conflict",
      "Somebody gave this member another role in this moment, so nothing was done. Look again.",
    );
  }
  return new AppError(
    "last_owner",
    own
      ? "You're the only owner. Make someone else an owner first."
      : "This is the only owner. Make someone else an owner first.",
  );
}
