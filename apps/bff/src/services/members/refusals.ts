import { AppError, notFound } from "../errors.ts";

/** What the store refused to change about a membership, in words. */
export function memberRefusal(
  refusal: { reason: "not_found" | "last_owner" },
  own: boolean,
): AppError {
  if (refusal.reason === "not_found") return notFound();
  return new AppError(
    "last_owner",
    own
      ? "You're the only owner. Make someone else an owner first."
      : "This is the only owner. Make someone else an owner first.",
  );
}
