import { instructionPath } from "#src/paths.ts"
import type { InstructionRow } from "#src/supervision/instructions/queries.ts"
import { dayWords } from "../words.ts"
import { InstructionFacts, ReplyForm } from "./instruction.tsx"

type Props = { row: InstructionRow; today: string; next: string }

/** A 批示 that the office has to see to. */
export const OpenedInstruction = ({ row, today, next }: Props) => (
  <>
    <header>
      <h2>
        <a href={instructionPath(row.instruction.id)}>{row.instruction.leaderName}批示</a>
      </h2>
      <small>{row.instruction.replyBy && `${dayWords(row.instruction.replyBy, today)}前回复`}</small>
    </header>
    <InstructionFacts row={row} today={today} />
    <div class="answer-below">
      <ReplyForm row={row} next={next} />
    </div>
  </>
)
