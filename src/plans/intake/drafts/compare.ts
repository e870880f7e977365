import type { Role } from "#db/schema.ts"
import type { DraftDeadline } from "#src/plans/intake/words/deadlines.ts"

/*
 * Two wordings of one plan side by side: the issued one and a document that is to update it, or this year's and last
 * year's. Tasks are paired by what they say; what is left over was added or removed.
 */

/** `unit`: an id of the directory, or the name of a unit that is to be added. */
export type ComparedUnit = { unit: number | string; name: string; role: Role }
export type ComparedTask = {
  ordinal: number
  label: string
  text: string
  section: string | null
  deadline: DraftDeadline
  units: ComparedUnit[]
}

export type Word = "label" | "text" | "section" | "deadline"
export type RoleChange = { unit: number | string; name: string; before: Role; after: Role }

/** `before` null: added; `after` null: removed. */
export type TaskChange<B extends ComparedTask = ComparedTask, A extends ComparedTask = ComparedTask> = {
  before: B | null
  after: A | null
  words: Word[]
  added: A["units"][number][]
  removed: B["units"][number][]
  roles: RoleChange[]
}

/** Every task of both, in the new order; the removed ones stand at the end. */
export function compare<B extends ComparedTask, A extends ComparedTask>(
  before: readonly B[],
  after: readonly A[],
): TaskChange<B, A>[] {
  const pairs = paired(before, after)
  const kept = new Set(pairs.values())
  return [
    ...after.map((task) => changeOf(pairs.get(task) ?? null, task)),
    ...before.filter((task) => !kept.has(task)).map((task) => changeOf<B, A>(task, null)),
  ]
}

export const isChanged = ({ before, after, words, added, removed, roles }: TaskChange): boolean =>
  before === null || after === null || words.length + added.length + removed.length + roles.length > 0

/** Nothing but the printed number is another: told in one line of all such tasks. */
export const isRenumbered = ({ words, added, removed, roles }: TaskChange): boolean =>
  words.length === 1 && words[0] === "label" && added.length + removed.length + roles.length === 0

/** Below this two texts have too little in common to be one task reworded. */
const ALIKE = 0.5
/** A task that kept its number in its section may have been reworded further. */
const ALIKE_IN_PLACE = 0.25

/** The same text first, then the most alike; each task is paired once. */
function paired<B extends ComparedTask, A extends ComparedTask>(before: readonly B[], after: readonly A[]): Map<A, B> {
  const pairs = new Map<A, B>()
  const open = new Set(before)
  const pair = (one: B, other: A) => {
    pairs.set(other, one)
    open.delete(one)
  }
  for (const task of after) {
    const same = [...open].filter(({ text }) => bare(text) === bare(task.text))
    const nearest = same.find(({ label, section }) => label === task.label && section === task.section) ?? same[0]
    if (nearest) pair(nearest, task)
  }
  const pieces = new Map<ComparedTask, Map<string, number>>()
  for (const task of [...open, ...after.filter((one) => !pairs.has(one))]) pieces.set(task, bigrams(bare(task.text)))
  const likely = after
    .filter((task) => !pairs.has(task))
    .flatMap((task) => [...open].map((one) => ({ one, task, alike: likeness(pieces.get(one), pieces.get(task)) })))
    .filter(({ one, task, alike }) => alike >= (inPlace(one, task) ? ALIKE_IN_PLACE : ALIKE))
    .sort((a, b) => b.alike - a.alike)
  for (const { one, task } of likely) if (open.has(one) && !pairs.has(task)) pair(one, task)
  return pairs
}

const inPlace = (one: ComparedTask, other: ComparedTask): boolean =>
  one.label !== "" && one.label === other.label && one.section === other.section

const bare = (text: string) => text.normalize("NFKC").replace(/\s+/g, "")

function bigrams(text: string): Map<string, number> {
  const found = new Map<string, number>()
  for (let i = 0; i + 1 < text.length; i++) {
    const two = text.slice(i, i + 2)
    found.set(two, (found.get(two) ?? 0) + 1)
  }
  return found
}

/** Dice: 1 for the same letters in pairs, 0 for none in common. */
function likeness(one = new Map<string, number>(), other = new Map<string, number>()): number {
  const [short, long] = one.size <= other.size ? [one, other] : [other, one]
  let common = 0
  for (const [two, n] of short) common += Math.min(n, long.get(two) ?? 0)
  const all = sum(one) + sum(other)
  return all === 0 ? 0 : (2 * common) / all
}

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, n) => total + n, 0)

function changeOf<B extends ComparedTask, A extends ComparedTask>(before: B | null, after: A | null): TaskChange<B, A> {
  if (!before || !after) {
    return { before, after, words: [], added: after?.units ?? [], removed: before?.units ?? [], roles: [] }
  }
  const words: (Word | null)[] = [
    before.label === after.label ? null : "label",
    before.text === after.text ? null : "text",
    before.section === after.section ? null : "section",
    sameDeadline(before.deadline, after.deadline) ? null : "deadline",
  ]
  return {
    before,
    after,
    words: words.filter((word) => word !== null),
    added: after.units.filter(({ unit }) => !before.units.some((one) => one.unit === unit)),
    removed: before.units.filter(({ unit }) => !after.units.some((one) => one.unit === unit)),
    roles: after.units.flatMap(({ unit, name, role }) => {
      const was = before.units.find((one) => one.unit === unit)
      return was && was.role !== role ? [{ unit, name, before: was.role, after: role }] : []
    }),
  }
}

/** A date that the office has set since is no change of the document: there only the printed words count. */
function sameDeadline(before: DraftDeadline, after: DraftDeadline): boolean {
  if (after.text !== null || before.text !== null) return before.text === after.text
  return after.kind === "none" || (after.kind === before.kind && after.dueBy === before.dueBy)
}

export type Renamed = { before: string; after: string }

/** The same with headings that were only reworded told once, and not of each of their tasks. */
export function comparison<B extends ComparedTask, A extends ComparedTask>(
  before: readonly B[],
  after: readonly A[],
): { changes: TaskChange<B, A>[]; renamed: Renamed[] } {
  const renamed = renamedHeadings(compare(before, after))
  if (renamed.length === 0) return { changes: compare(before, after), renamed }
  const names = new Map(renamed.map((one) => [one.before, one.after]))
  const same = before.map((task) => ({
    ...task,
    section: task.section === null ? null : (names.get(task.section) ?? task.section),
  }))
  return { changes: compare(same, after), renamed }
}

/** All tasks that stay under the old heading now stand under the same new one. */
function renamedHeadings(changes: readonly TaskChange[]): Renamed[] {
  const stays = changes.filter(({ before, after }) => before !== null && after !== null)
  const headings = [...new Set(changes.flatMap(({ before }) => before?.section ?? []))]
  const still = new Set(changes.map(({ after }) => after?.section ?? null))
  const taken = new Set<string>()
  return headings.flatMap((heading) => {
    const now = new Set(stays.filter(({ before }) => before?.section === heading).map(({ after }) => after?.section))
    const [only] = now
    if (now.size !== 1 || !only || still.has(heading) || headings.includes(only) || taken.has(only)) return []
    taken.add(only)
    return [{ before: heading, after: only }]
  })
}
