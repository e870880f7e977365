import { readFileSync } from "node:fs"
import { SourceMap } from "node:module"

/*
 * Goes into every build (build.mjs): the lines of a stack are told as lines of the sources.
 *
 * Node's own way, --enable-source-maps, reads the maps at each start and keeps them, more than all the code is. These are
 * read when the first stack is looked at, which in most lives of the program is never.
 */

const BUILT = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g

/** Of each file; null where there is none. */
const maps = new Map<string, SourceMap | null>()

function mapOf(file: string): SourceMap | null {
  const known = maps.get(file)
  if (known !== undefined) return known
  let map: SourceMap | null = null
  try {
    map = new SourceMap(JSON.parse(readFileSync(new URL(`${file}.map`), "utf8")))
  } catch {
    // Not of the build; and its own lines are better than none.
  }
  maps.set(file, map)
  return map
}

function inSource(found: string, file: string, line: number, column: number): string {
  const entry = mapOf(file)?.findEntry(line - 1, column - 1)
  if (!entry || !("originalSource" in entry)) return found
  return `${new URL(entry.originalSource, file).href}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
}

Error.prepareStackTrace = (error, frames) => {
  const lines = frames.map((frame) =>
    String(frame).replace(BUILT, (found, file, line, column) => inSource(found, file, Number(line), Number(column))),
  )
  return [Error.prototype.toString.call(error), ...lines.map((line) => `    at ${line}`)].join("\n")
}
