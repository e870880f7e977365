import type { Unit } from "#db/schema.ts"

type Known = Pick<Unit, "id" | "name" | "shortName" | "aliases">

/** White space and the width of letters do not make another unit. */
const plain = (name: string) => name.normalize("NFKC").replace(/\s+/g, "")

/** Units of the directory by every name they go by: full, short, alias. */
export function matchUnits(names: readonly string[], directory: readonly Known[]): Map<string, number | null> {
  const known = new Map<string, number>()
  for (const { id, name, shortName, aliases } of directory) {
    for (const one of [name, shortName, ...aliases]) known.set(plain(one), known.get(plain(one)) ?? id)
  }
  return new Map(names.map((name) => [name, known.get(plain(name)) ?? null]))
}

/** The distinct unit names of a plan, in the order in which they first appear. */
export const unitNamesOf = (tasks: readonly { units: readonly { name: string }[] }[]): string[] => [
  ...new Set(tasks.flatMap(({ units }) => units.map(({ name }) => name))),
]
