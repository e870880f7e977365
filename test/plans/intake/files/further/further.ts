import { furtherIn } from "#src/plans/intake/files/further/readers.ts"
import { type Input, type Opened, readInput } from "#src/plans/intake/reading/opening.ts"
import { planOf } from "#src/plans/intake/reading/read_plan.ts"
import { compact } from "../compact.ts"

/** A file as the thread reads it, where Node's readers are at hand. */
export const inputOf = async (bytes: Uint8Array, name = ""): Promise<Input> =>
  readInput(bytes, name, await furtherIn(bytes))

export async function openedFurther(bytes: Uint8Array, name = ""): Promise<Opened> {
  const input = await inputOf(bytes, name)
  if ("problem" in input) throw new Error(input.problem)
  return input
}

export async function problemOf(bytes: Uint8Array, name = ""): Promise<string> {
  const input = await inputOf(bytes, name)
  return "problem" in input ? input.problem : `opened as ${input.kind}`
}

export const tasksOf = async (bytes: Uint8Array) => planOf(await openedFurther(bytes)).tasks.map(compact)
export const linesOf = async (bytes: Uint8Array) => (await openedFurther(bytes)).text.split("\n")
