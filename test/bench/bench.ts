import { edge } from "./edge.ts"
import { underAttack } from "./hostile.ts"
import { ledger } from "./ledger.ts"
import { loop } from "./loop.ts"
import { reading } from "./reading.ts"
import { returns } from "./returns.ts"
import { search } from "./search.ts"
import { sideBySide } from "./side_by_side.ts"
import { start } from "./start.ts"
import { year } from "./year.ts"

/**
 * `npm run bench`: all parts; `npm run bench -- pages loop`: these. Each starts what it needs, prints its figures beside
 * the marks of design.md 10, and stops everything. Ratios of one run count, not figures.
 */
const SIDE_BY_SIDE = ["pages", "mixed", "write", "memory"] as const
const ALONE = { loop, edge, start, reading, ledger, returns, search, year, hostile: underAttack }

const asked = process.argv.slice(2)
const isAsked = (part: string) => asked.length === 0 || asked.includes(part)

const unknown = asked.filter((part) => ![...SIDE_BY_SIDE, ...Object.keys(ALONE)].includes(part))
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}`)

// Servers and files are put away at the exit, which a signal alone does not bring about.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

const together = new Set(SIDE_BY_SIDE.filter(isAsked))
if (together.size > 0) await sideBySide(together)
for (const [name, part] of Object.entries(ALONE)) if (isAsked(name)) await part()
