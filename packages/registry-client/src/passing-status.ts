/** "Send it again": 408 in RFC 9110, 15.5.9, and 425 in RFC 8470, 5.2. */
export function isPutOff(status: number): boolean {
  return status === 408 || status === 425;
}

/** An answer that says "not now" rather than anything about what was asked. */
export function isPassingStatus(status: number): boolean {
  return status === 429 || status >= 500 || isPutOff(status);
}
