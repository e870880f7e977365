import type { LeadingGroup } from "#db/schema.ts"
import type { Actor } from "#src/office/people/actor.ts"
import { groupPath, yearPath } from "#src/paths.ts"
import { entersGroup } from "#src/year/groups/policy.ts"
import type { FoundGroup } from "#src/year/groups/queries.ts"
import { Area, Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { yearTitle } from "../years/words.ts"
import { GROUP_LABEL, ofWhom } from "./words.ts"

type Units = readonly { id: number; name: string }[]
type Found = {
  year: { year: number }
  units: Units
  /** A new one: of what it can be. */
  leads?: Units
  keeps?: boolean
  group?: LeadingGroup
  seat?: string | null
}

const LONGEST = 1000

/** A 领导小组 that is entered, or changed. */
export const GroupForm = ({ found, flaws }: { found: Found; flaws?: Flaws }) => {
  const { group, year, leads = [] } = found
  return (
    <section class="narrow sheet padded">
      <div class="title">
        <div>
          <h1>{group ? group.name : "添加领导小组"}</h1>
          <p>
            <a href={yearPath(year.year)}>{yearTitle(year.year)}</a>
          </p>
        </div>
      </div>
      <form
        method="post"
        action={group ? groupPath(group.id) : yearPath(year.year, "groups")}
        id={group ? `group-${group.id}-${group.version}` : "new-group"}
      >
        <Flawed flaws={flaws} />
        {group && <input type="hidden" name="version" value={group.version} />}
        <div class="fields">
          <Field
            name="name"
            label="名称"
            value={group?.name}
            required
            full
            flaws={flaws}
            hint="如：普法依法治理工作领导小组"
          />
          {!group && (
            <Choice
              name="unitId"
              label="范围"
              value={found.keeps ? null : leads[0]?.id}
              options={leads.map(({ id, name }) => [String(id), name] as const)}
              empty={found.keeps ? ofWhom(null) : undefined}
              flaws={flaws}
            />
          )}
          <Choice
            name="seatUnitId"
            label="办公室设在"
            value={group?.seatUnitId}
            options={seatOptions(found)}
            empty="未设"
            flaws={flaws}
          />
          <Field
            name="head"
            label={GROUP_LABEL.head}
            value={group?.head}
            required
            full
            flaws={flaws}
            hint="姓名和职务"
          />
          <Area
            name="deputies"
            label={GROUP_LABEL.deputies}
            value={group?.deputies}
            rows={2}
            longest={LONGEST}
            flaws={flaws}
            hint="一行一人，写姓名、单位和职务"
          />
          <Area
            name="members"
            label={GROUP_LABEL.members}
            value={group?.members}
            rows={6}
            longest={LONGEST}
            flaws={flaws}
            hint="一行一人，写姓名、单位和职务"
          />
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            保存
          </button>
          <a class="button" href={yearPath(year.year)}>
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

/** Units in use, and the one in which it sits though it is no longer. */
function seatOptions({ units, group, seat }: Found) {
  const options = units.map(({ id, name }) => [String(id), name] as const)
  const seatId = group?.seatUnitId
  const isGone = seatId != null && !units.some(({ id }) => id === seatId)
  return isGone ? [...options, [String(seatId), seat ?? ""] as const] : options
}

/** One of them: a form for whoever enters it, else how it is made up. */
export const GroupPage = ({ found, actor, flaws }: { found: FoundGroup; actor: Actor; flaws?: Flaws }) => {
  const { group, year } = found
  if (!entersGroup(actor, year, group)) return <GroupFacts found={found} />
  return (
    <>
      <GroupForm found={found} flaws={flaws} />
      <section class="narrow sheet padded">
        <form method="post" action={groupPath(group.id, "removal")}>
          <input type="hidden" name="version" value={group.version} />
          <p class="acts">
            <button type="submit" class="danger">
              撤销该领导小组
            </button>
            <small>不再列出，操作记录保留。</small>
          </p>
        </form>
      </section>
    </>
  )
}

const GroupFacts = ({ found: { group, unit, seat, year } }: { found: FoundGroup }) => (
  <section class="narrow sheet padded">
    <h1>{group.name}</h1>
    <dl class="facts">
      <dt>范围</dt>
      <dd>{ofWhom(unit)}</dd>
      <dt>{GROUP_LABEL.head}</dt>
      <dd>{group.head}</dd>
      <dt>{GROUP_LABEL.deputies}</dt>
      <dd class="preserve">{group.deputies || "无"}</dd>
      <dt>{GROUP_LABEL.members}</dt>
      <dd class="preserve">{group.members || "无"}</dd>
      <dt>办公室设在</dt>
      <dd>{seat ?? "未设"}</dd>
    </dl>
    <p class="acts">
      <a class="button" href={yearPath(year.year)}>
        返回
      </a>
    </p>
  </section>
)
