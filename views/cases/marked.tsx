import type { Child } from "hono/jsx"
import { isDoubt, type Sighting, sightingsIn } from "#src/year/cases/identifiers.ts"
import { IDENTIFIER_LABEL } from "./words.ts"

/** A text with all marked by which somebody could be known, line by line. */
export const Marked = ({ text, class: name = "indented" }: { text: string; class?: string }) => {
  const sightings = sightingsIn(text)
  return (
    <>
      {linesOf(text).map(({ from, line }) => (
        <p class={name}>{pieces(line, from, sightings)}</p>
      ))}
    </>
  )
}

function linesOf(text: string): { from: number; line: string }[] {
  let from = 0
  return text.split("\n").flatMap((line) => {
    const start = from
    from += line.length + 1
    return line.trim() === "" ? [] : [{ from: start, line }]
  })
}

function pieces(line: string, start: number, sightings: readonly Sighting[]): Child[] {
  const end = start + line.length
  const children: Child[] = []
  let at = start
  for (const one of sightings) {
    if (one.from < start || one.to > end) continue
    children.push(line.slice(at - start, one.from - start))
    children.push(
      <mark title={`疑似${IDENTIFIER_LABEL[one.kind]}`}>
        {one.text}
        <small>
          （{isDoubt(one) ? "疑似" : ""}
          {IDENTIFIER_LABEL[one.kind]}）
        </small>
      </mark>,
    )
    at = one.to
  }
  return [...children, line.slice(at - start)]
}
