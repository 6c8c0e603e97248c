/**
 * Decodes one label of an international host name, without its `xn--` (RFC 3492, section 6.2).
 * Null where the text is no valid encoding, or encodes nothing but ASCII.
 */
export function decodePunycode(encoded: string): string | null {
  const dash = encoded.lastIndexOf("-");
  const output = dash > 0 ? Array.from(encoded.slice(0, dash)) : [];
  let rest = encoded.slice(dash + 1);
  if (rest === "" || dash === 0) return null;
  let code = 128;
  let index = 0;
  let bias = 72;
  while (rest !== "") {
    const before = index;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = digitOf(rest.charAt(0));
      if (digit === null) return null;
      rest = rest.slice(1);
      index += digit * weight;
      const threshold = k <= bias ? 1 : Math.min(k - bias, 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
      if (index > codePointMax * 64 || weight > codePointMax * 64) return null;
    }
    const length = output.length + 1;
    bias = adapt(index - before, length, before === 0);
    code += Math.floor(index / length);
    index %= length;
    if (code > codePointMax || (code >= 0xd800 && code <= 0xdfff)) return null;
    output.splice(index, 0, String.fromCodePoint(code));
    index += 1;
  }
  return output.join("");
}

const codePointMax = 0x10ffff;

function digitOf(char: string): number | null {
  if (/^[a-z]$/.test(char)) return char.charCodeAt(0) - 97;
  if (/^[0-9]$/.test(char)) return char.charCodeAt(0) - 22;
  return null;
}

function adapt(difference: number, length: number, first: boolean): number {
  let delta = first ? Math.floor(difference / 700) : Math.floor(difference / 2);
  delta += Math.floor(delta / length);
  let k = 0;
  while (delta > 455) {
    delta = Math.floor(delta / 35);
    k += 36;
  }
  return k + Math.floor((36 * delta) / (delta + 38));
}
