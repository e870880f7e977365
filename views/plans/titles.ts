/*
 * What a plan is called where its whole title has no room: in lists over several plans, beside an item, in a message.
 */

type Titled = { id: number; title: string; docNumber: string | null; issuedOn: string }

/** No short title is longer; more is taken out of the middle, for the end names the kind of paper. */
const LONGEST = 24
const END = 8

/** A paper that the title cites, and what stands before and after it; the last closing mark, for they come in pairs. */
const CITING = /^(?<before>.*?)[《〈](?<cited>.+)[》〉](?<after>.*)$/s
/** What such titles begin with and nobody says: the issuer, 关于, and verbs that only say that it is to be done. */
const OPENING = /^[^《》〈〉“”\d]*?关于/
const VERBS = /^(?:印发|贯彻落实|贯彻|落实|实行|实施|做好|切实|全面|进一步)+(?=.{4})/
/** The kind of the paper that is carried out; the plan's own kind comes after it. */
const CITED_KIND = /的?(?:若干|实施|指导)?(?:意见|通知|决定|决议|方案|办法|规定|措施|要点|规划)$/
/** The plan came as the enclosure of a 通知. */
const ENCLOSING = /^的?(?:通知|函)?$/
const YEAR = /\d{4}(?:[—–-]\d{4})?年度?/

/**
 * What it is about and what kind of paper it is: 「国家机关“谁执法谁普法”普法责任制分工方案」 for 「国家信访局落实《关于实行国家
 * 机关“谁执法谁普法”普法责任制的意见》分工方案」. A year in the title stays.
 */
export function shortTitle(title: string): string {
  // Of a title that is nothing but opening words all of them stay.
  return shortened(bareTitle(title) || title)
}

function bareTitle(title: string): string {
  const { before = "", cited, after = "" } = title.match(CITING)?.groups ?? {}
  if (cited === undefined) return bare(title)
  const words = ENCLOSING.test(after) ? bare(cited) : bare(cited).replace(CITED_KIND, "") + after
  const year = before.match(YEAR)?.[0] ?? ""
  return words.includes(year) ? words : year + words
}

const bare = (title: string) => {
  const without = title.replace(OPENING, "").replace(VERBS, "")
  const year = title.slice(0, title.length - without.length).match(YEAR)?.[0] ?? ""
  return year + without
}

const shortened = (words: string) => {
  const signs = [...words]
  if (signs.length <= LONGEST) return words
  return `${signs.slice(0, LONGEST - END - 1).join("")}…${signs.slice(-END).join("")}`
}

/**
 * The short titles of the plans on one page, told apart where they coincide: by the 文号, else the year, else the running
 * number.
 */
export function planNames(plans: readonly Titled[]): Map<number, string> {
  const ways: ((plan: Titled) => string)[] = [
    ({ title }) => shortTitle(title),
    ({ title, docNumber }) => shortTitle(title) + (docNumber ? `（${docNumber}）` : ""),
    ({ title, issuedOn }) => `${shortTitle(title)}（${issuedOn.slice(0, 4)}年）`,
  ]
  const names = new Map(plans.map(({ id, title }) => [id, `${shortTitle(title)}（第${id}号方案）`]))
  const nameless = new Set(names.keys())
  const taken = new Set<string>()
  for (const way of ways) {
    const called = plans.filter(({ id }) => nameless.has(id)).map((plan) => ({ id: plan.id, name: way(plan) }))
    const isUnique = (name: string) => !taken.has(name) && called.filter((other) => other.name === name).length === 1
    for (const { id, name } of called.filter(({ name }) => isUnique(name))) {
      names.set(id, name)
      nameless.delete(id)
      taken.add(name)
    }
  }
  return names
}

/** What the plan of an item is called, where there are several to be told apart; null: the only one need not be named. */
export type PlanOf = (plan: Pick<Titled, "id" | "title">) => string | null

export function planOfAmong(plans: readonly Titled[]): PlanOf {
  const names = planNames(plans)
  return ({ id, title }) => (names.size > 1 ? (names.get(id) ?? shortTitle(title)) : null)
}
