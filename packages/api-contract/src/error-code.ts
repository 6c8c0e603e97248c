/** Every code an error body can carry, with the HTTP status it is sent under. The list is closed. */
export const errorStatus = {
  bad_request: 400,
  validation_failed: 422,
  secret_required: 422,
  session_required: 401,
  sign_in_failed: 401,
  token_invalid: 401,
  forbidden: 403,
  cross_site: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  name_taken: 409,
  pattern_taken: 409,
  expectation_broken: 409,
  setup_done: 409,
  already_finished: 409,
  already_rotated: 409,
  check_outdated: 409,
  link_ended: 410,
  setup_token_invalid: 403,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  busy: 429,
  internal: 500,
  credential_unreadable: 500,
  storage_full: 507,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorStatus;

export const errorCodes = Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]];
