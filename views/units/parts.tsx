import type { BoardUnit } from "#src/board/standing.ts"
import { endedWords } from "./words.ts"

/** A mark on a unit that is no longer in use. */
export const EndedTag = ({ unit }: { unit: Pick<BoardUnit, "ended"> | undefined }) =>
  unit?.ended ? <span class="tag ended">{endedWords(unit.ended)}</span> : null
