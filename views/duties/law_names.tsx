import { citedLaw, lawsAmong } from "#src/year/laws/naming.ts"
import type { PickedLaw } from "#src/year/laws/queries.ts"
import { LawName } from "../laws/name.tsx"

type Props = { titles: readonly string[]; laws: readonly PickedLaw[]; today: string }

/** The laws of an item, each with what has to be known of it: that it was repealed, or is not yet in force. */
export const LawNames = ({ titles, laws, today }: Props) => (
  <>
    {titles.map((title) => {
      const [law] = lawsAmong(laws, [title]).laws
      return law ? <LawName law={law} today={today} /> : citedLaw(title)
    })}
  </>
)
