const quoteMax = 60;

/**
 * A symptom's own sentence, and what the other side said where that is a paragraph: a short answer stays part of the
 * sentence.
 */
export function splitQuote(symptom: string): { sentence: string; quote: string | null } {
  const found = /^(.*?): (“.*”)\.?$/s.exec(symptom);
  const [, sentence = "", quote = ""] = found ?? [];
  return quote.length <= quoteMax
    ? { sentence: symptom, quote: null }
    : { sentence: `${sentence}.`, quote };
}
