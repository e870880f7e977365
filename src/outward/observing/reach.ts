/*
 * What an invited 外部监督 can reach: what was published and recorded at the office that invited them, what they have suggested
 * themselves, and their own account. For everything else the answer is the one for what does not exist.
 */

const REACH: readonly [method: string, path: RegExp][] = [
  ["GET", /^\/observing(\/filings\/\d+)?$/],
  ["POST", /^\/observing\/suggestions$/],
  ["GET", /^\/suggestions\/\d+$/],
  ["POST", /^\/suggestions\/\d+\/rating$/],
  ["GET", /^\/attachments\/\d+$/],
  ["GET", /^\/search$/],
  ["GET", /^\/help(\/observer)?$/],
  ["GET", /^\/account(\/(contact|mailbox|password))?$/],
  ["POST", /^\/account\/(contact|mailbox|password|sessions)$/],
]

export const isOpenToObservers = (method: string, path: string): boolean =>
  REACH.some(([allowed, pattern]) => allowed === method && pattern.test(path))
