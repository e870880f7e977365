import { noticePath, taskPath } from "#src/paths.ts"
import type { FoundExtension } from "#src/supervision/extensions/queries.ts"
import { noticeName } from "../notices/words.ts"
import { EXTENSION_STATE_LABEL, EXTENSION_TARGET_LABEL } from "../words/states.ts"
import { brief, dayWords } from "../words.ts"

/** The 督办单 that an extension is about; empty where it is about a part. */
export const aboutNotice = ({ noticeKind: kind, noticeYear: year, noticeNumber: number }: FoundExtension["about"]) =>
  kind === null ? "" : noticeName({ kind, year, number })

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
      {aboutNotice(about)} {about.noticeTitle}
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
