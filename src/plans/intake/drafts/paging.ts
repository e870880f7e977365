import type { SourceLine } from "#src/plans/intake/reading/draft_reading.ts"
import type { DraftTask } from "./corrections.ts"

/** Most tasks on one page of a draft, and most characters of their words. */
export const TASKS_A_PAGE = 100
export const CHARACTERS_A_PAGE = 20_000

/** One page of a draft: its tasks by their places, `to` not included, and the lines of the document beside them. */
export type DraftPart = { page: number; from: number; to: number; lines: { from: number; to: number } }

/**
 * A long plan in pages, each with the lines of the document that stand beside its tasks: the first begins with the
 * document, each further one with the line of its first task, the last ends with the document.
 */
export function partsIn(tasks: readonly DraftTask[], lines: readonly SourceLine[]): DraftPart[] {
  const starts = startsIn(tasks)
  let line = 1
  const firstLines = starts.map((place, page) => {
    // A task that was moved far up keeps its line: no page begins before the one before it.
    line = page === 0 ? 1 : Math.max(line, tasks[place]?.lines.from ?? 1)
    return line
  })
  return starts.map((from, page) => ({
    page: page + 1,
    from,
    to: starts[page + 1] ?? tasks.length,
    lines: { from: firstLines[page] ?? 1, to: (firstLines[page + 1] ?? lines.length + 1) - 1 },
  }))
}

function startsIn(tasks: readonly DraftTask[]): number[] {
  const starts = [0]
  let characters = 0
  for (const [place, { text }] of tasks.entries()) {
    const isFull = place - (starts.at(-1) ?? 0) >= TASKS_A_PAGE || characters + text.length > CHARACTERS_A_PAGE
    if (isFull && place > (starts.at(-1) ?? 0)) {
      starts.push(place)
      characters = 0
    }
    characters += text.length
  }
  return starts
}

/** The page that is asked for: the one with the task that is open, or else by its number; the first where there is none. */
export function partAsked(
  parts: readonly DraftPart[],
  tasks: readonly DraftTask[],
  { task, page }: { task: number | null; page: number | null },
): DraftPart {
  const place = tasks.findIndex(({ id }) => id === task)
  const found = parts.find((part) => (place < 0 ? part.page === page : part.from <= place && place < part.to))
  const [first = { page: 1, from: 0, to: 0, lines: { from: 1, to: 0 } }] = parts
  return found ?? first
}

/** The page on which a task stands; null on the first, whose address needs no word of it. */
export function pageOf(parts: readonly DraftPart[], tasks: readonly DraftTask[], task: number): number | null {
  const { page } = partAsked(parts, tasks, { task, page: null })
  return page > 1 ? page : null
}
