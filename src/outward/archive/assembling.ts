import { dateOf, timeOf } from "#src/clock.ts"
import type { Asked } from "#src/door/act.ts"
import { turn } from "#src/plans/intake/files/steps.ts"
import { allPieces } from "#src/trail/pieces.ts"
import { contentsText, type IndexFacts, indexPage, type Listed } from "#views/archive/index_page.tsx"
import { onlyOnce } from "#views/archive/paths.ts"
import { dayWords } from "#views/words.ts"
import { type Made, type PackedFile, packed, sumsOf } from "./packing.ts"
import type { Coming, Entry } from "./zip.ts"

/*
 * A package: its files in the order of 卷内目录, then the index and the hashes. What is written for it is made and packed
 * first, so that its length and hashes are known; evidence, which may be of any size, is read when the package is on its
 * way, and its hash was taken when it came.
 */

/** A file of the package as the index tells of it. */
export type Told = Pick<Listed, "title" | "by" | "number" | "on">

type ComingFile = Coming & { sha256: string }
export type Item = { file: PackedFile | ComingFile; told: Told }

/** A package before it is on its way. */
export type Assembled = { entries: Entry[]; sums: PackedFile; listed: Listed[]; lastEvent: number }

/** Makes and packs a file of a package at its path. */
export type Make = (path: string, made: Made, told: Told) => Promise<Item>
/** A path that no other file has. */
export type Once = (path: string) => string

/** What is bound together: its files in order, and what its page says of it. `by`: whose file it is. */
export type Binder = {
  by: string
  items: (make: Make, once: Once) => AsyncGenerator<Item>
  facts: Omit<IndexFacts, "madeAt" | "madeBy" | "program">
  lastEvent: number
}

export async function assembled(asked: Asked, { by, items: inOrder, facts, lastEvent }: Binder): Promise<Assembled> {
  const once = onlyOnce()
  const make: Make = async (path, made, told) => ({ file: await packed(once(path), made), told })
  const items: Item[] = []
  for await (const item of inOrder(make, once)) items.push(item)
  const listed = items.map(({ file, told }): Listed => {
    const { name: path, size, sha256 } = file
    return { path, size, sha256, ...told }
  })
  const contents = await packed("卷内目录.csv", contentsText(listed))
  const own = { title: "卷内目录", by, number: "", on: dayWords(asked.today) }
  const all = [{ path: contents.name, size: contents.size, sha256: contents.sha256, ...own }, ...listed]
  const script = (await asked.runtime.assets.get("archive_check.js")?.body()) ?? ""
  const { at } = asked.by
  const made = { madeAt: `${dayWords(dateOf(at))} ${timeOf(at)}`, madeBy: asked.actor.name, program: "分工督办" }
  const page = await packed("index.html", indexPage({ ...facts, ...made }, all, script, turn))
  const inside = [page, contents, ...items.map(({ file }) => file)]
  const sums = await packed("SHA256SUMS", sumsOf(inside))
  return { entries: [...inside, sums], sums, listed: all, lastEvent }
}

/** Nothing of it lies here but where it can be found. */
export const isAddress = ({ address }: { address: string | null }): boolean => address !== null

/** Evidence as it was kept. */
export function* evidenceFiles<One extends { id: number; sha256: string; size: number; name: string; addedAt: number }>(
  asked: Asked,
  evidence: readonly (One & { unit: string; address: string | null })[],
  pathOf: (one: One) => string,
  once: Once,
): Generator<Item> {
  for (const one of evidence) {
    if (isAddress(one)) continue
    const { id, sha256, size, name, unit, addedAt } = one
    const told = { title: name, by: unit, number: "", on: dayWords(dateOf(addedAt)) }
    yield asKept(asked, once(pathOf(one)), { attachmentId: id, sha256, size }, told)
  }
}

/** A file that was kept goes along as it is: of any size, while others are answered. */
export const asKept = (
  { database }: Asked,
  path: string,
  { sha256, size, ...kept }: { sha256: string; size: number } & ({ attachmentId: number } | { sourceId: number }),
  told: Told,
): Item => ({ file: { name: path, size, sha256, bytes: () => inTurns(allPieces(database, kept)) }, told })

async function* inTurns(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    yield piece
    await turn()
  }
}
