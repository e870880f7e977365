import type { Child } from "hono/jsx"
import type { Said } from "#src/reports/report/words.ts"
import { AutoSaved } from "../drafting/draft.tsx"
import { Area, type Flaws } from "../parts/fields.tsx"

type Props = {
  /** Names the fields of this one report on a page that has several. */
  id: string
  keep: string
  said: Said | null
  flaws?: Flaws | null
  children?: Child
}

/** The three boxes and the tick, of a unit as of a lower body: they save themselves while one types. */
export const ReportBoxes = ({ id, keep, said, flaws, children }: Props) => (
  <AutoSaved id={id} keep={keep}>
    <Area id={`write-${id}`} name="achieved" label="落实情况" rows={4} required value={said?.achieved} flaws={flaws} />
    <Area id={`problems-${id}`} name="problems" label="存在问题" rows={2} value={said?.problems} flaws={flaws} />
    <Area id={`next-${id}`} name="nextSteps" label="下步打算" rows={2} value={said?.nextSteps} flaws={flaws} />
    <label class="tick">
      <input type="checkbox" name="hasDifficulty" value="1" checked={isHard(said, flaws)} id={`hard-${id}`} /> 需要协调
    </label>
    {children}
  </AutoSaved>
)

const isHard = (said: Said | null, flaws: Flaws | null | undefined): boolean =>
  flaws ? Boolean(flaws.typed.hasDifficulty) : said?.hasDifficulty === true
