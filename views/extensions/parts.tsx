import { noticePath, taskPath } from "#src/paths.ts"
import type { FoundExtension } from "#src/supervision/extensions/queries.ts"
import { noticeNumber } from "../notices/words.ts"
import { EXTENSION_STATE_LABEL, EXTENSION_TARGET_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"

/** What the extension is about, with the way there. */
export const AboutExtension = ({
  found: { about, extension, plan },
  length = 60,
}: {
  found: FoundExtension
  length?: number
}) =>
  extension.noticeId === null ? (
    <a href={`${taskPath(plan.id, about.ordinal ?? 0)}#unit-${extension.unitId}`}>
      {about.label} {brief(about.text ?? "", length)}
    </a>
  ) : (
    <a href={noticePath(extension.noticeId)}>
      {noticeNumber({ year: about.noticeYear, number: about.noticeNumber })} {about.noticeTitle}
    </a>
  )

/** From which day to which: 完成时限 9月30日 → 10月31日. */
export const DaysAsked = ({ extension, today }: { extension: FoundExtension["extension"]; today: string }) => (
  <>
    {EXTENSION_TARGET_LABEL[extension.target]} {dayWords(extension.formerBy, today)} →{" "}
    <b>{dayWords(extension.grantedBy ?? extension.wantedBy, today)}</b>
  </>
)

export const ExtensionState = ({ extension }: { extension: FoundExtension["extension"] }) => (
  <span class="tag">{EXTENSION_STATE_LABEL[extension.state]}</span>
)
