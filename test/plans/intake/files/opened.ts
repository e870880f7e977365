import { type Opened, readInput } from "#src/plans/intake/reading/opening.ts"
import { planOf } from "#src/plans/intake/reading/read_plan.ts"
import { compact } from "./compact.ts"

/** The document in these bytes; a refusal fails the test with its sentence. */
export function opened(bytes: Uint8Array, name = ""): Opened {
  const input = readInput(bytes, name)
  if ("problem" in input) throw new Error(input.problem)
  return input
}

export function problemOf(bytes: Uint8Array, name = ""): string {
  const input = readInput(bytes, name)
  return "problem" in input ? input.problem : `opened as ${input.kind}`
}

export const planIn = (bytes: Uint8Array) => planOf(opened(bytes))
export const linesIn = (bytes: Uint8Array) => opened(bytes).text.split("\n")
export const tasksIn = (bytes: Uint8Array) => planIn(bytes).tasks.map(compact)
export const doubtsIn = (bytes: Uint8Array) => planIn(bytes).warnings.map(({ line, message }) => `${line} ${message}`)
export const sectionsIn = (bytes: Uint8Array) => planIn(bytes).sections.map(({ label, text }) => (label ?? "") + text)
export const htmlBytes = (html: string) => new TextEncoder().encode(html)
