import { draftPath } from "#src/paths.ts"
import type { Mark, MarkedLine, MarkedPiece } from "#src/plans/intake/drafts/marked_lines.ts"
import type { DraftPart } from "#src/plans/intake/drafts/paging.ts"
import type { Review } from "#src/plans/intake/drafts/review.ts"
import type { Made } from "./fix.tsx"

type Props = { review: Review; made: Made; open: number | null; part: DraftPart }

/** The document with its lines numbered; what was understood is marked and leads to its task. */
export const Source = ({ review, made, open, part }: Props) => {
  const doubts = new Set(
    review.doubts.flatMap((doubt) => (doubt.kind === "read" ? doubt.places.map(({ line }) => line) : [])),
  )
  const named = new Set<string>()
  return (
    <section class="source-side" aria-label="原文">
      <h2>
        原文
        <small class="marks-legend">
          <mark class="m-heading">标题</mark> <mark class="m-text">任务</mark> <mark class="m-unit">单位</mark>{" "}
          <mark class="m-deadline">时限</mark> <mark class="m-likely">推断</mark> <mark class="m-doubt">疑问</mark>
        </small>
      </h2>
      <ol class="sheet source-lines" id="source-lines" tabindex={0}>
        {review.lines(part.lines).map((line) => (
          <Line
            line={line}
            isInDoubt={doubts.has(line.number) && !line.pieces.some((piece) => piece.isInDoubt)}
            made={made}
            open={open}
            named={named}
          />
        ))}
      </ol>
    </section>
  )
}

/** `named` has the units that an element leads to already: a name in two pieces is led to by its first. */
type LineProps = { line: MarkedLine; isInDoubt: boolean; made: Made; open: number | null; named: Set<string> }

const Line = ({ line: { number, pieces, tasks }, isInDoubt, made, open, named }: LineProps) => {
  const names = [isInDoubt && "doubt", open !== null && tasks.includes(open) && "chosen"].filter(Boolean).join(" ")
  return (
    <li id={`line-${number}`} value={number} class={names || undefined} data-tasks={tasks.join(" ") || undefined}>
      {pieces.map((piece) => (
        <Piece piece={piece} made={made} open={open} named={named} />
      ))}
    </li>
  )
}

type PieceProps = { piece: MarkedPiece; made: Made; open: number | null; named: Set<string> }

const Piece = ({ piece: { text, mark, isInDoubt }, made, open, named }: PieceProps) => {
  if (mark === null) return isInDoubt ? <mark class="m-doubt">{text}</mark> : text
  const { kind, task, unit } = mark
  const looks = isInDoubt ? `${classOf(mark, open)} m-doubt` : classOf(mark, open)
  if (task === null) return <mark class={looks}>{text}</mark>
  const id = unit === null ? undefined : unitMarkId(task, unit)
  const isFirst = id !== undefined && !named.has(id)
  if (id) named.add(id)
  return (
    <a
      class={looks}
      id={isFirst ? id : undefined}
      data-mark={id}
      title={mark.confidence === "likely" ? "按行文或位置推断" : undefined}
      href={`${draftPath(made.key, { task })}#task-${task}`}
      tabindex={kind === "text" ? 0 : -1}
    >
      {text}
    </a>
  )
}

function classOf({ kind, task, confidence }: Mark, open: number | null): string {
  const names = [`m-${kind}`]
  if (confidence !== "sure") names.push(`m-${confidence}`)
  if (task !== null && task === open) names.push("m-own")
  return names.join(" ")
}

/** The place of a unit's name in the document, and of the same unit beside it. */
export const unitMarkId = (task: number, unit: number): string => `said-${task}-${unit}`
