import { AsyncLocalStorage } from "node:async_hooks"
import { inspect } from "node:util"

/*
 * LOG=json: every line that the program writes is one JSON object, so that what collects logs needs no pattern for each.
 * What people typed is in none of them: an address is told by its pattern, and of a failed query the values are left out.
 */

type Level = "info" | "warn" | "error"
/** What a line says besides when and how grave; plain values only. */
export type Facts = Record<string, string | number | boolean | undefined>
type Write = (line: string) => void

const asked = new AsyncLocalStorage<{ id: string }>()

/** Whatever is logged while `work` is done bears the id of its request. */
export const during = <T>(id: string, work: () => T): T => asked.run({ id }, work)

/** drizzle says beside a failed statement what stood in it: words of reports, hashes of passwords. */
const withoutValues = (text: string) => text.replace(/\n?params:[\s\S]*/, "")

const framesOf = (error: Error) =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join(" | ")

/** An error and what caused it, the innermost last. */
function told(error: Error): Facts {
  const cause = error.cause instanceof Error ? error.cause : null
  return {
    error: error.name,
    message: withoutValues(error.message),
    cause: cause ? withoutValues(`${cause.name}: ${cause.message}`) : undefined,
    stack: framesOf(error),
  }
}

/** One line: when, how grave, of which request, and what. */
export const lineOf = (level: Level, facts: Facts, at: number = Date.now()): string =>
  JSON.stringify({ at: new Date(at).toISOString(), level, request: asked.getStore()?.id, ...facts })

function factsOf(said: unknown[]): Facts {
  const error = said.find((one) => one instanceof Error)
  const words = said.filter((one) => one !== error).map((one) => (typeof one === "string" ? one : inspect(one)))
  if (!error) return { message: words.join(" ") }
  return { ...told(error), ...(words.length > 0 ? { while: words.join(" ") } : {}) }
}

/** What is written by `console` anywhere becomes such a line, that of libraries too. Returns what puts it back. */
export function logAsJson(out: Write = (line) => process.stdout.write(`${line}\n`)): () => void {
  const { log, info, warn, error } = console
  const by =
    (level: Level) =>
    (...said: unknown[]) =>
      out(lineOf(level, factsOf(said)))
  Object.assign(console, { log: by("info"), info: by("info"), warn: by("warn"), error: by("error") })
  return () => Object.assign(console, { log, info, warn, error })
}
