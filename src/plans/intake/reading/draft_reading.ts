import * as z from "zod"
import type { FurtherAnswer } from "#src/plans/intake/files/further/readers.ts"
import { Refused } from "#src/plans/intake/words/limits.ts"
import { type Input, type Opened, readInput, readPasted } from "./opening.ts"
import { planOf, type ReadPlan } from "./read_plan.ts"

/**
 * A document as it was read: its lines, which the page shows beside the plan; the plan before any correction, with the
 * origin of each field unless it was read before readers told it; and notes on what of the file was left out.
 */
export type DraftReading = z.infer<typeof Reading>
export type KeptPlan = DraftReading["plan"]
export type SourceLine = DraftReading["lines"][number]

/** Why a document cannot become a plan: the sentence for the person who sent it. */
export class Unreadable extends Error {
  override name = "Unreadable"
}

/**
 * What somebody sent: a file, or what was pasted with the HTML that the clipboard had beside it. `names` are those of the
 * bodies that the office knows.
 */
export type Sent = (
  | { kind: "file"; bytes: Uint8Array; name: string }
  | { kind: "paste"; text: string; html: string }
) & { names?: readonly string[] }

/** What became of it: the reading, or the sentence that says why there is none. */
export type Answer = { reading: DraftReading } | { problem: string }

/** Reads a document, here or in a thread that may be ended. */
export type Reader = (sent: Sent) => Promise<Answer>

/**
 * Reads on the spot, within what is counted (limits.ts): at the edge, in a thread of its own, and in tests. `further` is
 * what was made of a file of a kind that only Node reads.
 */
export function answerTo(sent: Sent, further: FurtherAnswer | null = null): Answer {
  try {
    const { names } = sent
    if (sent.kind === "paste") return { reading: readingOfPaste(sent.text, sent.html, names) }
    return { reading: readingOf(readInput(sent.bytes, sent.name, further), names) }
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message }
    throw error
  }
}

/** Reads what was pasted: the clipboard's HTML where it says more than its plain text. */
export function readingOfPaste(text: string, html: string, names: readonly string[] = []): DraftReading {
  if (text.trim() === "" && html.trim() === "") throw new Unreadable("请粘贴方案全文，或选择文件")
  return readingOf(readPasted({ text, html }), names)
}

function readingOf(input: Input, names: readonly string[] = []): DraftReading {
  if ("problem" in input) throw new Unreadable(input.problem)
  const lines = input.text.split(/\r\n|\n|\r/).map((text, i) => ({ number: i + 1, text }))
  return withAssignments({ lines, plan: planIn(input, names), notes: input.notes })
}

function planIn(opened: Opened, names: readonly string[]): ReadPlan {
  try {
    return planOf(opened, names)
  } catch (error) {
    if (error instanceof Refused) throw new Unreadable(error.message)
    throw error
  }
}

function withAssignments(reading: DraftReading): DraftReading {
  const { tasks } = reading.plan
  if (tasks.some(({ units }) => units.length > 0)) return reading
  throw new Unreadable(
    tasks.length === 0
      ? "没有读到任何任务，未导入。请核对文字是否完整：任务一般以「（一）」「1.」等编号开头，并写明牵头单位或责任单位"
      : `读到 ${tasks.length} 项内容，但没有读到任何牵头单位或责任单位，未导入。请核对是否漏了分工部分或附表`,
  )
}

/** The whole text again, line by line. */
export const textOf = ({ lines }: Pick<DraftReading, "lines">): string => lines.map(({ text }) => text).join("\n")

const Lines = z.object({ from: z.number(), to: z.number() })
const Span = z.object({ line: z.number(), from: z.number(), to: z.number() })
const Origin = z.object({
  spans: z.array(Span),
  confidence: z.enum(["sure", "likely", "doubtful"]),
})
/** Of what was read before readers quoted what they doubt only the line is known. */
const Warning = z.object({
  line: z.number(),
  message: z.string(),
  quote: z.string().nullable().optional(),
  spans: z.array(Span).optional(),
})
const Reading = z.object({
  lines: z.array(z.object({ number: z.number(), text: z.string() })),
  plan: z.object({
    title: z.string().nullable(),
    docNumber: z.string().nullable(),
    preamble: z.string().nullable(),
    basis: z.object({ title: z.string(), docNumber: z.string().nullable() }).nullable(),
    sections: z.array(
      z.object({ label: z.string().nullable(), text: z.string(), lines: Lines, origin: Origin.optional() }),
    ),
    tasks: z.array(
      z.object({
        ordinal: z.number(),
        label: z.string(),
        section: z.number().nullable(),
        text: z.string(),
        units: z.array(z.object({ name: z.string(), role: z.enum(["lead", "responsible", "support"]) })),
        deadline: z.string().nullable(),
        lines: Lines,
        origin: z
          .object({
            label: Origin.nullable(),
            text: Origin,
            units: z.array(z.object({ name: Origin, role: Origin })),
            deadline: Origin.nullable(),
          })
          .optional(),
      }),
    ),
    closing: z.string().nullable(),
    warnings: z.array(Warning),
    notes: z.array(Warning).optional(),
    origin: z.object({ title: Origin.nullable(), docNumber: Origin.nullable(), closing: Origin.nullable() }).optional(),
  }),
  notes: z.array(z.string()),
})

/** A reading as it was kept. */
export const keptReading = (kept: unknown): DraftReading => Reading.parse(kept)
