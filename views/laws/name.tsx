import { citedLaw } from "#src/year/laws/naming.ts"
import type { PickedLaw } from "#src/year/laws/queries.ts"
import { lawWarning } from "#src/year/laws/warning.ts"
import { lawWarningWords } from "./words.ts"

/** 《民法典》, with what has to be known of it on a day: that it was repealed, or is not yet in force. */
export const LawName = ({ law, today }: { law: Omit<PickedLaw, "id">; today: string }) => {
  const warning = lawWarning(law, today)
  return (
    <>
      {citedLaw(law.title)}
      {warning && <span class="tag">{lawWarningWords(warning, today)}</span>}
    </>
  )
}
