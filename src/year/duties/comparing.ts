/** An item in a list as it was filed; `fromId`: the one of an earlier year that it was carried over from. */
type Item = { id: number; fromId: number | null }

export type Pair<T> = { before: T | null; after: T | null }

const isSame = (before: Item, after: Item) => before.id === after.id || before.id === after.fromId

/** Each item beside what it was before, in the order of the later list; what went comes last. */
export function paired<T extends Item>(before: readonly T[], after: readonly T[]): Pair<T>[] {
  const left = new Set(before)
  const pairs = after.map((one): Pair<T> => {
    const was = before.find((other) => isSame(other, one)) ?? null
    if (was) left.delete(was)
    return { before: was, after: one }
  })
  return [...pairs, ...[...left].map((one): Pair<T> => ({ before: one, after: null }))]
}
