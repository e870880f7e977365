import { dutiesPath } from "#src/paths.ts"
import type { DutyChoices, OwnList } from "#src/year/duties/queries.ts"
import { Choice, Flawed, type Flaws } from "../parts/fields.tsx"
import { DutyFields } from "./fields.tsx"

type Props = { found: DutyChoices; unit: number | null; today: string; flaws?: Flaws }

/** 添加清单事项: its own unit leads, until it is said otherwise. */
export const EnterDuty = ({ found: { choices, own }, unit, today, flaws }: Props) => {
  const [first] = own
  const mine = own.find(({ unitId }) => unitId === unit) ?? first
  const lead = mine ? [mine.unitId] : []
  return (
    <section class="narrow">
      <div class="title">
        <div>
          <h1>添加清单事项</h1>
          <p>
            {choices.year}年度 · <a href={dutiesPath(choices.year, { unit: mine?.unitId })}>普法责任清单</a>
          </p>
        </div>
      </div>
      <form method="post" action={dutiesPath(choices.year)} class="sheet padded boxes" id="enter-duty">
        <Flawed flaws={flaws} />
        <UnitField own={own} unit={mine?.unitId} flaws={flaws} />
        <DutyFields year={choices} words={{ leadIds: lead, firstId: null }} today={today} flaws={flaws} />
        <p class="acts">
          <button type="submit" class="primary">
            添加
          </button>
          <small>没想好的可以先空着，缺的会在清单里标出来。</small>
        </p>
      </form>
    </section>
  )
}

/** Whoever writes for one unit need not choose it. */
const UnitField = ({ own, unit, flaws }: { own: readonly OwnList[]; unit?: number | undefined; flaws?: Flaws }) =>
  own.length === 1 && !flaws?.problems.unit ? (
    <input type="hidden" name="unit" value={unit} />
  ) : (
    <Choice
      name="unit"
      label="单位"
      required
      value={unit}
      options={own.map(({ unitId, name }) => [String(unitId), name] as const)}
      flaws={flaws}
    />
  )
