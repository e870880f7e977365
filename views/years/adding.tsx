import { yearPath } from "#src/paths.ts"
import type { FoundOutside } from "#src/year/years/queries.ts"
import { Flawed, type Flaws } from "../parts/fields.tsx"
import { UnitTicks, unitsOfSet } from "./units.tsx"
import { yearTitle } from "./words.ts"

type Props = { found: FoundOutside; flaws?: Flaws; set: number | null }

/** Units that come into a year while it runs. */
export const AddBodies = ({ found: { year, outside, sets }, flaws, set }: Props) => (
  <section class="narrow sheet padded">
    <h1>{yearTitle(year.year)}：增加责任单位</h1>
    {outside.length === 0 ? (
      <>
        <p class="empty">在用单位都已列入。单位名录里没有的，请系统管理员先添加；已退出的，在其页面上恢复。</p>
        <p class="acts">
          <a class="button" href={yearPath(year.year)}>
            返回
          </a>
        </p>
      </>
    ) : (
      <form method="post" action={yearPath(year.year, "bodies")} id={`adding-${year.version}`}>
        <Flawed flaws={flaws} />
        <input type="hidden" name="version" value={year.version} />
        <UnitTicks
          legend="未列入的单位"
          units={outside}
          proposed={unitsOfSet(sets, set) ?? []}
          flaws={flaws}
          sets={sets}
          href={(id) => yearPath(year.year, "bodies/new", { set: id })}
        />
        <p class="acts">
          <button type="submit" class="primary">
            增加
          </button>
          <a class="button" href={yearPath(year.year)}>
            返回
          </a>
        </p>
      </form>
    )}
  </section>
)
