import type { Words } from "./placed_words.ts"

/**
 * How a field was found. "sure": the document marks it by its form, a label, a bracket, a column, a number at the head
 * of a line. "likely": it is told by wording or order alone. "doubtful": it does not look as such a field should, or its
 * borders had to be guessed.
 */
export type Confidence = "sure" | "likely" | "doubtful"

/** Words that were taken for a field. */
export type Found = Words & { confidence: Confidence }

export function found(words: Words, confidence: Confidence): Found {
  return { text: words.text, at: words.at, confidence }
}

const WEAKEST_FIRST: Confidence[] = ["doubtful", "likely", "sure"]

/** The same field where what it rests on is no surer than this. */
export function atMost(field: Found, confidence: Confidence): Found {
  return { ...field, confidence: weaker(field.confidence, confidence) }
}

function weaker(one: Confidence, other: Confidence): Confidence {
  return WEAKEST_FIRST.find((confidence) => confidence === one || confidence === other) ?? one
}
