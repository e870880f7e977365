export const LONGEST_PHRASE = 200

/** A phrase after what stands in the box already; views/assets/desk.js does the same where there is JavaScript. */
export const withPhrase = (words: string, phrase: string): string => {
  const before = words.trimEnd()
  return before === "" || /[，。；：！？、,.;:!?]$/.test(before) ? before + phrase : `${before}；${phrase}`
}
