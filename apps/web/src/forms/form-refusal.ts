import { ApiError } from "#src/api/errors.ts";

/**
 * A refusal by the page itself after its fields have passed, for `onSubmit` to throw: it lands on the field, or in the
 * summary alone where `path` is "", just as one by the server does.
 */
export function formRefusal(path: string, message: string): ApiError {
  return new ApiError({
    status: 422,
    code: "validation_failed",
    message,
    issues: path === "" ? [] : [{ path, message }],
  });
}
