/** One element of a DER encoding (X.690): its tag, and where its content lies in `bytes`. */
export interface DerElement {
  readonly tag: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

export const derTag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  explicit0: 0xa0,
} as const;

/** Reads a text that is exactly one element; null where it is not. */
export function readDer(bytes: Uint8Array): DerElement | null {
  const element = elementAt(bytes, 0, bytes.length);
  return element !== null && element.end === bytes.length ? element : null;
}

/** The elements inside a constructed one; null where its content is damaged. */
export function derChildren(parent: DerElement): DerElement[] | null {
  const children: DerElement[] = [];
  let at = parent.start;
  while (at < parent.end) {
    const child = elementAt(parent.bytes, at, parent.end);
    if (child === null) return null;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** The content octets. */
export function derContent(element: DerElement): Uint8Array {
  return element.bytes.subarray(element.start, element.end);
}

function elementAt(bytes: Uint8Array, at: number, limit: number): DerElement | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit || (tag & 0x1f) === 0x1f)
    return null;
  let length = first;
  let start = at + 2;
  if (first >= 0x80) {
    const octets = first & 0x7f;
    if (octets === 0 || octets > 3 || start + octets > limit) return null;
    length = 0;
    for (let i = 0; i < octets; i += 1) length = length * 256 + (bytes[start + i] ?? 0);
    start += octets;
  }
  return start + length <= limit ? { tag, bytes, start, end: start + length } : null;
}
