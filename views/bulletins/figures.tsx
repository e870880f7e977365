import type { Child } from "hono/jsx"
import { queryOf } from "#src/board/filter.ts"
import { type Content, type Figure, figureStandsAt } from "#src/outward/bulletins/content.ts"
import { paperFigurePath, planPath } from "#src/paths.ts"

type Place = { bulletinId: number; planId: number }

/** The list that a figure counts, as of the cut-off. */
export const figureHref = ({ name, filter }: Figure, { bulletinId, planId }: Place): string =>
  filter ? planPath(planId, queryOf(filter)) : paperFigurePath(bulletinId, name)

/** A text with every figure that it contains as a link to its list. */
export const Linked = ({ text, figures, place }: { text: string; figures: readonly Figure[]; place: Place }) => (
  <>
    {linked(text, figures).map(
      ({ words, figure }): Child => (figure ? <a href={figureHref(figure, place)}>{words}</a> : words),
    )}
  </>
)

type Piece = { words: string; figure: Figure | null }

/** The text in pieces: where a figure's words stand, the longest first, and what is between them. */
export function linked(text: string, figures: readonly Figure[]): Piece[] {
  const longest = figures.toSorted((a, b) => b.words.length - a.words.length)
  const pieces: Piece[] = []
  let from = 0
  let at = 0
  while (at < text.length) {
    const figure = longest.find((one) => figureStandsAt(text, one, at))
    if (!figure) {
      at++
      continue
    }
    if (at > from) pieces.push({ words: text.slice(from, at), figure: null })
    pieces.push({ words: figure.words, figure })
    at += figure.words.length
    from = at
  }
  return from < text.length ? [...pieces, { words: text.slice(from), figure: null }] : pieces
}

type TableProps = { content: Content; missing: ReadonlySet<Figure>; place: Place }

/** 数字: what the text stands on; what was changed by hand is marked. */
export const FigureTable = ({ content, missing, place }: TableProps) => (
  <table class="list figures-of-paper">
    <caption class="sr-only">文稿中的数字</caption>
    <thead>
      <tr>
        <th scope="col">数字</th>
        <th scope="col" class="number">
          值
        </th>
        <th scope="col">正文</th>
      </tr>
    </thead>
    <tbody>
      {content.figures
        .filter((figure) => figure.unit === undefined || missing.has(figure))
        .map((figure) => (
          <tr data-figure={figure.name}>
            <th scope="row">{figure.label}</th>
            <td class="number">
              <a href={figureHref(figure, place)} title={`按封账时的情况列出：${figure.words}`}>
                {figure.value}
              </a>
            </td>
            <td>{missing.has(figure) ? <MissingFigure figure={figure} /> : <small class="muted">一致</small>}</td>
          </tr>
        ))}
    </tbody>
  </table>
)

const MissingFigure = ({ figure }: { figure: Figure }) => (
  <span class="figure-missing">
    <b>手工改过</b>
    <small>：正文里没有“{`${figure.after ?? ""}${figure.words}`}”</small>
  </span>
)
