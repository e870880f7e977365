import { isDoubt, type Sighting, sightingsIn } from "#src/year/cases/identifiers.ts"

/*
 * What a version says to the public, whole: title, opening and blocks of texts and tables. It is frozen as JSON when it is
 * prepared, and nothing but this is ever shown without signing in.
 */

export type ReleaseTable = { is: "table"; caption: string; columns: string[]; rows: string[][] }
export type ReleaseText = { is: "text"; heading: string; text: string }
export type ReleaseBlock = ReleaseTable | ReleaseText

export type ReleaseBody = {
  title: string
  /** A sentence or two above everything else; empty: none. */
  opening: string
  /** Who answers for it: the office. */
  office: string
  blocks: ReleaseBlock[]
}

/** As it is kept, always in the same order: its hash is that of its words. */
export const bodyText = ({ title, opening, office, blocks }: ReleaseBody): string =>
  JSON.stringify({ title, opening, office, blocks })

export const bodyIn = (text: string): ReleaseBody => JSON.parse(text) as ReleaseBody

/** One text of a body with its place in words: in which table and line, or under which heading. */
export type Piece = { block: number; row: number; column: number; where: string; text: string }

const piece = (where: string, text: string, block = -1, row = -1, column = -1): Piece => ({
  block,
  row,
  column,
  where,
  text,
})

const piecesOf = ({ title, opening, blocks }: ReleaseBody): Piece[] => [
  piece("", title),
  piece("", opening, -1, 0),
  ...blocks.flatMap((one, block) =>
    one.is === "text"
      ? [piece(one.heading, one.text, block)]
      : one.rows.flatMap((cells, row) =>
          cells.map((text, column) => piece(one.columns[column] ?? "", text, block, row, column)),
        ),
  ),
]

/** What looks as if somebody could be known by it, with where it stands. */
export type ReleaseSighting = Sighting & Omit<Piece, "text">

const sightingsOf = (body: ReleaseBody): ReleaseSighting[] =>
  piecesOf(body).flatMap(({ text, ...place }) => sightingsIn(text).map((one) => ({ ...place, ...one })))

/** Numbers: nothing that has one goes out. */
export const numbersIn = (body: ReleaseBody): ReleaseSighting[] => sightingsOf(body).filter((one) => !isDoubt(one))

/** What is only guessed: whoever checks looks at each. */
export const doubtsIn = (body: ReleaseBody): ReleaseSighting[] => sightingsOf(body).filter(isDoubt)

/** By which a doubt is ticked off in a form. */
export const doubtKey = ({ block, row, column, from, to }: ReleaseSighting): string =>
  [block, row, column, from, to].join("_")

/** So many lines of a table stand on one page. */
export const LINES_A_PAGE = 200

/** A page of a body: its longest table by lines, all else on the first. */
export function bodyPage(body: ReleaseBody, page: number): { body: ReleaseBody; hasMore: boolean } {
  const from = (page - 1) * LINES_A_PAGE
  const blocks = body.blocks.flatMap((one): ReleaseBlock[] => {
    if (one.is === "text") return page === 1 ? [one] : []
    const rows = one.rows.slice(from, from + LINES_A_PAGE)
    return rows.length > 0 || page === 1 ? [{ ...one, rows }] : []
  })
  const hasMore = body.blocks.some((one) => one.is === "table" && one.rows.length > from + LINES_A_PAGE)
  return { body: { ...body, blocks }, hasMore }
}
