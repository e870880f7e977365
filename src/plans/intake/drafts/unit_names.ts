import type { Unit, UnitKind } from "#db/schema.ts"
import { isCollective, looksLikeUnit } from "#src/plans/intake/words/names.ts"
import type { Answer, DraftPlan } from "./corrections.ts"

export type Known = Pick<Unit, "id" | "name" | "shortName" | "aliases">

/** White space and the width of letters do not make another unit. */
export const plain = (name: string) => name.normalize("NFKC").replace(/\s+/g, "")

/** Units of the directory by every name they go by: full, short, alias. */
export function matchUnits(names: readonly string[], directory: readonly Known[]): Map<string, number | null> {
  const known = knownBy(directory)
  return new Map(names.map((name) => [name, known.get(plain(name)) ?? null]))
}

function knownBy(directory: readonly Known[]): Map<string, number> {
  const known = new Map<string, number>()
  for (const unit of directory) {
    for (const one of namesOf(unit)) known.set(plain(one), known.get(plain(one)) ?? unit.id)
  }
  known.delete("")
  return known
}

/** Names that ran together, 县教育局县财政局: the units, where nothing is left over; else none. */
export function unitsRunTogether(name: string, directory: readonly Known[]): number[] {
  const text = plain(name)
  const known = [...knownBy(directory)].filter(([one]) => one.length > 1)
  return text.length > MOST_TOGETHER ? [] : [...new Set(cutInto(text, known))]
}

/** No name that is cut is longer. */
const MOST_TOGETHER = 120

/** By what stands first, the longest name before the shorter: 市委组织部 is not 市委 and 组织部. */
function cutInto(text: string, known: [string, number][]): number[] {
  const cuts: (number[] | null)[] = Array.from({ length: text.length + 1 }, () => null)
  cuts[text.length] = []
  for (let from = text.length - 1; from >= 0; from--) {
    const fitting = known.filter(([one]) => text.startsWith(one, from) && cuts[from + one.length])
    const [first] = fitting.sort(([a], [b]) => b.length - a.length)
    cuts[from] = first ? [first[1], ...(cuts[from + first[0].length] ?? [])] : null
  }
  return cuts[0] ?? []
}

const namesOf = ({ name, shortName, aliases }: Known): string[] => [name, shortName, ...aliases]

/** The distinct unit names of a plan, in the order in which they first appear. */
export const unitNamesOf = (tasks: readonly { units: readonly { name: string }[] }[]): string[] => [
  ...new Set(tasks.flatMap(({ units }) => units.map(({ name }) => name))),
]

const MOST_SUGGESTIONS = 3
/** No name is compared beyond this: the work for one pair stays bounded. */
const COMPARED = 40

/** Units of the directory that a name may have meant, the likeliest first. Never taken without being asked. */
export function suggestionsFor(name: string, directory: readonly Known[]): number[] {
  return directory
    .filter((unit) => mayBeOneLevel(name, unit.name))
    .map((unit) => ({ id: unit.id, near: Math.max(...namesOf(unit).map((one) => likeness(name, one))) }))
    .filter(({ near }) => near > 0)
    .sort((a, b) => b.near - a.near)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ id }) => id)
}

/** What is left of a name that says nothing about who it is: every zone has a 管委会. */
const SAYS_NOTHING = /^.?(?:管委|政府|人民政府|办事处|部门|单位|中心|委|办|局|部|厅|会)会?$/

/** The level that a name begins with: 省发展改革委 and 市发展改革委 are never the same. 市场 and 区域 are no levels. */
const levelOf = (name: string): string | null =>
  /^(?:国家|全国|省|市(?!场)|州|县|区(?!域)|镇|乡(?![村镇]))(?=.{2})/.exec(plain(name))?.[0] ?? null

/** False when both names begin with a level, and not the same one. */
function mayBeOneLevel(name: string, known: string): boolean {
  const [level, knownLevel] = [levelOf(name), levelOf(known)]
  return level === null || knownLevel === null || level === knownLevel
}

function likeness(name: string, known: string): number {
  const [one, other] = [core(name), core(known)]
  return SAYS_NOTHING.test(one) || SAYS_NOTHING.test(other) ? 0 : nearness(one, other)
}

/** 发展改革委 and 发展和改革委员会 are one name; the place it begins with says little. */
const core = (name: string): string =>
  plain(name)
    .replace(/[（(].*[）)]$/, "")
    .replace(/^(?:国家|全国|中共|[\u4e00-\u9fa5]{1,3}(?=[省市州县区])|本)?(?:省|市|州|县|区)?(?:人民政府)?(?=.{2})/, "")
    .replace(/委员会$/, "委")
    .replace(/办公室$/, "办")
    .replace(/[和与及]/g, "")
    .slice(0, COMPARED)

/** 0: not alike; 1: the same. One name within the other, its letters in order, or a slip of the pen. */
export function nearness(one: string, other: string): number {
  if (one === other) return 1
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < 2) return 0
  const share = short.length / long.length
  if (long.includes(short)) return 0.6 + 0.3 * share
  const slips = distance(short, long)
  if (slips === 1 && short.length >= 3) return 0.8
  if (slips === 2 && short.length >= 6) return 0.7
  return isAbbreviation(short, long) ? 0.4 + 0.3 * share : 0
}

/** 住建局 of 住房城乡建设局: the same letters in the same order, from the first to the last. */
function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false
  let found = 0
  for (const letter of long) if (letter === short[found]) found++
  return found === short.length
}

/** Letters to be put in, left out or exchanged. */
export function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)
      next.push(Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}

/** How a name was matched: by the directory, by an earlier answer, by choice on this page, or not yet. */
export type Match = {
  name: string
  answer: Answer | null
  by: "directory" | "remembered" | "chosen" | null
  /** Ids of units that it may mean; empty once it is matched. */
  suggestions: number[]
  isCollective: boolean
  /** Whether it is named as bodies are; else it may be no unit at all. */
  isBody: boolean
  /** In how many tasks it stands. */
  tasks: number
}

/** Every name of the plan with what it means: as chosen, else as the directory has it, else as it was last answered. */
export function matchesOf(
  plan: DraftPlan,
  directory: readonly Known[],
  remembered: ReadonlyMap<string, Answer>,
): Match[] {
  const names = unitNamesOf(plan.tasks)
  const found = matchUnits(names, directory)
  const known = new Set(directory.map(({ id }) => id))
  const stands = (answer: Answer | undefined): answer is Answer =>
    answer !== undefined && idsIn(answer).every((id) => known.has(id))
  const uses = countOf(plan)
  return names.map((name) => {
    const kind = { isCollective: isCollective(name), isBody: looksLikeUnit(name) }
    const rest = { name, ...kind, tasks: uses.get(name) ?? 0, suggestions: [] }
    const chosen = Object.hasOwn(plan.answers, name) ? plan.answers[name] : undefined
    if (stands(chosen)) return { ...rest, answer: chosen, by: "chosen" }
    const unitId = found.get(name) ?? null
    if (unitId !== null) return { ...rest, answer: { kind: "unit", unitId }, by: "directory" }
    const last = remembered.get(plain(name))
    if (stands(last)) return { ...rest, answer: last, by: "remembered" }
    const unitIds = unitsRunTogether(name, directory)
    if (unitIds.length > 1) return { ...rest, answer: { kind: "units", unitIds }, by: "directory" }
    return { ...rest, answer: null, by: null, suggestions: suggestionsFor(name, directory) }
  })
}

const idsIn = (answer: Answer): number[] =>
  answer.kind === "unit" ? [answer.unitId] : answer.kind === "units" ? answer.unitIds : []

function countOf({ tasks }: DraftPlan): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { units } of tasks) for (const { name } of units) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** What a name most likely is when the directory does not have it: 司 and 处 are our own, 各… is a collective. */
export const kindOf = (name: string, isCollective: boolean): UnitKind =>
  isCollective ? "collective" : /[司处科室]$|^(?:机关|直属)/.test(name) ? "internal" : "outside"
