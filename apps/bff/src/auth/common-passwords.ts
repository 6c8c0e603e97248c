import { createHash } from "node:crypto";
import list from "./common-passwords.json" with { type: "json" };

/** Of SHA-256: enough that one password in fifty million is taken for a common one by chance. */
export const markBytes = 5;

const marks = Buffer.from(list.marks, "base64");

/** What is kept of a common password, written in lower case. */
export function commonMark(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, markBytes);
}

/** Whether a text, in lower case, is on the list of passwords that turn up in breaches again and again. */
export function isCommon(text: string): boolean {
  const mark = commonMark(text);
  let [low, high] = [0, marks.length / markBytes - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = middle * markBytes;
    const order = marks.compare(mark, 0, markBytes, at, at + markBytes);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
