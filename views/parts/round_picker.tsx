import type { BoardRound } from "#src/board/standing.ts"

type Props = {
  rounds: Pick<BoardRound, "number" | "name">[]
  round: Pick<BoardRound, "number" | "name"> | null
  path: (number: number) => string
}

/** The rounds of a plan, the chosen one between its neighbours; `rounds` newest first. */
export const RoundPicker = ({ rounds, round, path }: Props) => {
  const at = rounds.findIndex(({ number }) => number === round?.number)
  if (!round || at < 0) return null
  const before = rounds[at + 1]
  const after = rounds[at - 1]
  return (
    <nav class="rounds" aria-label="选择填报期">
      {before && (
        <a href={path(before.number)} id="round-before" rel="prev">
          ‹ {before.name}
        </a>
      )}
      <b aria-current="true">{round.name}</b>
      {after && (
        <a href={path(after.number)} id="round-after" rel="next">
          {after.name} ›
        </a>
      )}
    </nav>
  )
}
