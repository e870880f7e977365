/*
 * 责任领导: who answers for a task among the leaders. A leader with an account is meant by the account, anybody else by
 * the name alone.
 */

export type Leader = { personId: number | null; name: string }

/** More leaders than this answer for no task. */
export const MOST_LEADERS = 10
const LONGEST_NAME = 20

/** As they stand in the database; null: none. */
export const leadersIn = (json: string | null): Leader[] => (json === null ? [] : JSON.parse(json))

/** 「张三、李　四」: names apart by 、 ， or a space; a space inside a name of two signs is none. */
export const namesIn = (typed: string): string[] => [
  ...new Set(
    typed
      .replace(/\s+/g, " ")
      .replace(/(?<![^ 、，,;；])(\p{Script=Han}) (\p{Script=Han})(?![^ 、，,;；])/gu, "$1$2")
      .split(/[、，,;；]+|(?<=\p{Script=Han}) (?=\p{Script=Han})/u)
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
]

type Account = { id: number; name: string }
type Chosen = { leaders: Leader[] } | { problem: "too_many" | "too_long" | "namesakes"; name: string }

/** Who is meant by these names; of two accounts with one name nobody can tell which. */
export function leadersNamed(names: readonly string[], accounts: readonly Account[]): Chosen {
  if (names.length > MOST_LEADERS) return { problem: "too_many", name: "" }
  const long = names.find((name) => name.length > LONGEST_NAME)
  if (long !== undefined) return { problem: "too_long", name: long }
  const own = names.map((name) => ({ name, accounts: accounts.filter((one) => one.name === name) }))
  const several = own.find((one) => one.accounts.length > 1)
  if (several) return { problem: "namesakes", name: several.name }
  return { leaders: own.map(({ name, accounts: [one] }) => ({ personId: one?.id ?? null, name })) }
}

/** How a leader is named in an address: by the account, or by the name. */
export const leaderKey = ({ personId, name }: Leader): string => (personId === null ? name : `@${personId}`)

/** All that answer for some task of a plan, each once, in the order of the tasks. */
export function leadersAmong(tasks: readonly { leaders: readonly Leader[] }[]): Leader[] {
  const all = new Map<string, Leader>()
  for (const leader of tasks.flatMap(({ leaders }) => leaders)) {
    const key = leaderKey(leader)
    if (!all.has(key)) all.set(key, leader)
  }
  return [...all.values()]
}

/** Answers for the task. */
export const isLedBy = ({ leaders }: { leaders: readonly Leader[] }, key: string): boolean =>
  leaders.some((leader) => leaderKey(leader) === key)
