import { isSelfCheck } from "#src/confirming/judging.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { extensionPath } from "#src/paths.ts"
import type { FoundExtension } from "#src/supervision/extensions/queries.ts"
import { momentWords } from "../words.ts"
import { ConfirmExtension, DecideExtension, ExtensionFacts } from "./extension.tsx"

type Props = { row: FoundExtension; actor: Actor; today: string; next: string }

/** A request for an extension that waits for its answer, or for 复核. */
export const OpenedExtension = ({ row, actor, today, next }: Props) => {
  const { extension, plan, unit, askedBy, proposal } = row
  const Answer = proposal ? ConfirmExtension : DecideExtension
  return (
    <>
      <header>
        <h2>
          <a href={extensionPath(extension.id)}>{unit.name}申请延期</a>
          {isSelfCheck({ plan, unitId: unit.id }) && <span class="tag">自查</span>}
        </h2>
        <small>
          {askedBy} {momentWords(extension.askedAt, today)}
        </small>
      </header>
      <ExtensionFacts found={row} today={today} />
      <div class="answer-below">
        <Answer found={row} actor={actor} today={today} next={next} />
      </div>
    </>
  )
}
