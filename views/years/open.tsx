import { yearOf } from "#src/clock.ts"
import { yearsPath } from "#src/paths.ts"
import type { OpeningChoices } from "#src/year/years/queries.ts"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { UnitTicks, unitsOfSet } from "./units.tsx"

type Found = OpeningChoices & { offices: readonly { id: number; name: string }[] }

/** The year that is opened next: this one, or the one after the newest. */
const nextYear = ({ years }: Found, today: string) => {
  const [newest] = years
  return newest === undefined ? yearOf(today) : newest + 1
}

const proposedWords = ({ sets, years }: Found, set: number | null) => {
  const chosen = sets.find(({ id }) => id === set)
  if (chosen) return `已勾选${chosen.name}`
  return years.length > 0 ? "已勾选上一年度的单位" : "已勾选全部内设机构"
}

type Props = { found: Found; today: string; flaws?: Flaws; set: number | null }

export const OpenYear = ({ found, today, flaws, set }: Props) => (
  <section class="narrow sheet padded">
    <h1>设立年度</h1>
    <form method="post" action={yearsPath} class="boxes">
      <Flawed flaws={flaws} />
      <div class="fields">
        <Field
          name="year"
          label="年度"
          value={nextYear(found, today)}
          required
          inputmode="numeric"
          flaws={flaws}
          hint="如 2026"
        />
        <Choice
          name="office"
          label="主管单位（普法办）"
          value={found.offices[0]?.id}
          options={found.offices.map(({ id, name }) => [String(id), name] as const)}
          flaws={flaws}
          hint="由它审核备案，看得到全部责任单位的情况"
        />
      </div>
      <UnitTicks
        legend={`责任单位（${proposedWords(found, set)}）`}
        units={found.units}
        proposed={unitsOfSet(found.sets, set) ?? found.proposed}
        sets={found.sets}
        href={(id) => `${yearsPath}/new?set=${id}`}
        flaws={flaws}
      />
      <p class="hint">
        以前参加过的单位，沿用最近一个年度的责任类型、单位类别、行业主管部门和责任人；首次参加的先列为主体责任、国家机关，设立后可以修改。
      </p>
      <p class="acts">
        <button type="submit" class="primary">
          设立
        </button>
        <a class="button" href={yearsPath}>
          返回
        </a>
      </p>
    </form>
  </section>
)
