import type { MarkedLine, MarkedPiece, Review } from "#src/intake/review.ts"
import { draftPath } from "#src/paths.ts"
import type { Made } from "./fix.tsx"

type Props = { review: Review; made: Made; open: number | null }

/** The document with its lines numbered; what was understood is marked and leads to its task. */
export const Source = ({ review, made, open }: Props) => {
  const doubts = new Set(
    review.doubts.flatMap((doubt) => (doubt.kind === "read" ? doubt.places.map(({ line }) => line) : [])),
  )
  return (
    <section class="source-side" aria-label="原文">
      <h2>
        原文
        <small class="marks-legend">
          <mark class="m-heading">标题</mark> <mark class="m-text">任务</mark> <mark class="m-unit">单位</mark>{" "}
          <mark class="m-deadline">时限</mark> <mark class="m-doubt">疑问</mark>
        </small>
      </h2>
      <ol class="sheet source-lines" id="source-lines" tabindex={0}>
        {review.lines.map((line) => (
          <Line line={line} isInDoubt={doubts.has(line.number)} made={made} open={open} />
        ))}
      </ol>
    </section>
  )
}

type LineProps = { line: MarkedLine; isInDoubt: boolean; made: Made; open: number | null }

const Line = ({ line: { number, pieces, tasks }, isInDoubt, made, open }: LineProps) => {
  const names = [isInDoubt && "doubt", open !== null && tasks.includes(open) && "chosen"].filter(Boolean).join(" ")
  return (
    <li id={`line-${number}`} value={number} class={names || undefined} data-tasks={tasks.join(" ") || undefined}>
      {pieces.map((piece) => (
        <Piece piece={piece} made={made} />
      ))}
    </li>
  )
}

const Piece = ({ piece: { text, mark, task }, made }: { piece: MarkedPiece; made: Made }) => {
  if (mark === null) return <>{text}</>
  if (task === null) return <mark class={`m-${mark}`}>{text}</mark>
  return (
    <a class={`m-${mark}`} href={`${draftPath(made.key, { task })}#task-${task}`} tabindex={mark === "text" ? 0 : -1}>
      {text}
    </a>
  )
}
