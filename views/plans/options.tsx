import { LIGHTS, type LightColour } from "#db/schema.ts"
import { REPORT_FILTERS, type ReportFilter } from "#src/board/filter.ts"
import type { BoardUnit } from "#src/board/standing.ts"
import { type Leader, leaderKey } from "#src/plans/tasks/leaders.ts"
import { endedWords, nameWords } from "../units/words.ts"
import { LIGHT_LABEL } from "../words/lights.ts"
import { REPORT_FILTER_LABEL } from "./words.ts"

/* What a page of a plan is filtered by: the choices of its selects, below their first, which is none. */

export const UnitOptions = ({ units, chosen }: { units: readonly BoardUnit[]; chosen: number | null }) => (
  <>
    {units.map((unit) => (
      <option value={unit.id} selected={unit.id === chosen}>
        {nameWords(unit.name, unit.nowName)}
        {unit.ended && `（${endedWords(unit.ended)}）`}
      </option>
    ))}
  </>
)

export const LightOptions = ({ chosen }: { chosen: LightColour | null }) => (
  <>
    {LIGHTS.map((colour) => (
      <option value={colour} selected={colour === chosen}>
        {LIGHT_LABEL[colour]}
      </option>
    ))}
  </>
)

export const ReportOptions = ({ chosen }: { chosen: ReportFilter | null }) => (
  <>
    {REPORT_FILTERS.map((report) => (
      <option value={report} selected={report === chosen}>
        {REPORT_FILTER_LABEL[report]}
      </option>
    ))}
  </>
)

export const LeaderOptions = ({ leaders, chosen }: { leaders: readonly Leader[]; chosen: string | null }) => (
  <>
    {leaders.map((leader) => (
      <option value={leaderKey(leader)} selected={leaderKey(leader) === chosen}>
        {leader.name}
      </option>
    ))}
  </>
)
