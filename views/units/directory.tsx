import { UNIT_KINDS } from "#db/schema.ts"
import { type Actor, holds, isAdministrator } from "#src/office/people/actor.ts"
import type { Contact } from "#src/office/people/contact_queries.ts"
import type { LiaisonGap } from "#src/office/people/mending_queries.ts"
import { seesAllContacts } from "#src/office/people/policy.ts"
import type { UnitRow } from "#src/office/units/queries.ts"
import type { OpenWork } from "#src/supervision/transfers/queries.ts"
import { WithoutLiaison } from "../handovers/gaps.tsx"
import { Choice, Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { contactWords } from "../people/contacts.ts"
import { workWords } from "../transfers/words.ts"
import { UNIT_KIND_LABEL } from "../words/roles.ts"

type DirectoryProps = { rows: UnitRow[]; contacts: Contact[]; gaps: LiaisonGap[]; today: string; actor: Actor }

/** 单位: the directory in its fixed order. */
export const DirectoryPage = ({ rows, contacts, gaps, today, actor }: DirectoryProps) => {
  const mayEdit = holds(actor, "admin")
  const mayOpen = !isAdministrator(actor)
  const maySeeAll = seesAllContacts(actor)
  return (
    <>
      <div class="title">
        <div>
          <h1>单位</h1>
          <p>按单位排序，共 {rows.filter(({ active }) => active).length} 个在用单位。</p>
        </div>
        {mayEdit && (
          <div class="acts">
            <a class="button primary" href="/units/new">
              新增单位
            </a>
          </div>
        )}
      </div>
      <WithoutLiaison gaps={gaps} actor={actor} today={today} />
      <div class="table-frame">
        <table class="list stack">
          <thead>
            <tr>
              <th scope="col" class="number">
                序
              </th>
              <th scope="col">名称</th>
              <th scope="col">简称</th>
              <th scope="col">类别</th>
              <th scope="col">分管领导</th>
              {maySeeAll && <th scope="col">联络员</th>}
              <th scope="col">说明</th>
              {mayEdit && <th scope="col">操作</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((unit, i) => (
              <tr class={unit.active ? undefined : "off"}>
                <td class="number extra">{i + 1}</td>
                <th scope="row">{mayOpen ? <a href={`/units/${unit.id}`}>{unit.name}</a> : unit.name}</th>
                <td data-label="简称">{unit.shortName === unit.name ? "" : unit.shortName}</td>
                <td data-label="类别">{UNIT_KIND_LABEL[unit.kind]}</td>
                <td data-label="分管领导">{unit.leader ?? ""}</td>
                {maySeeAll && <td data-label="联络员">{liaisonWords(contacts, unit)}</td>}
                <td>{remarks(unit)}</td>
                {mayEdit && (
                  <td>
                    <a href={`/units/${unit.id}/edit`}>修改</a>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <p class="empty">还没有单位。</p>}
      </div>
    </>
  )
}

/** A unit that is no longer in use needs nobody. */
const liaisonWords = (contacts: Contact[], { id, active }: UnitRow) =>
  contacts
    .filter(({ unitId, kind }) => unitId === id && kind === "liaison")
    .map(contactWords)
    .join("、") || (active ? "没有联络员" : "")

const remarks = ({ active, successor, parent, aliases }: UnitRow) =>
  [
    !active && "已停用",
    successor && `由${successor}承接`,
    parent && `属${parent}`,
    aliases.length > 0 && `又称${aliases.join("、")}`,
  ]
    .filter(Boolean)
    .join("；")

type Props = {
  rows: UnitRow[]
  leaders: { id: number; name: string }[]
  unit: UnitRow | null
  flaws?: Flaws | null
  /** What the unit still has to do, when it is to be put out of use. */
  work?: OpenWork | null
}

export const UnitFormPage = ({ rows, leaders, unit, flaws, work }: Props) => {
  const others = rows.filter(({ id }) => id !== unit?.id).map(({ id, name }) => [String(id), name] as const)
  return (
    <section class="narrow sheet padded">
      <h1>{unit ? `修改单位：${unit.name}` : "新增单位"}</h1>
      <form
        method="post"
        action={unit ? `/units/${unit.id}/edit` : "/units"}
        id={unit ? `unit-${unit.id}-${unit.version}` : "new-unit"}
      >
        {work ? (
          <p class="returned" role="alert">
            尚未保存：该单位还有未办事项，请核对下方数目。
          </p>
        ) : (
          <Flawed flaws={flaws} />
        )}
        {unit && <input type="hidden" name="version" value={unit.version} />}
        <div class="fields">
          <Field label="名称" name="name" value={unit?.name} required flaws={flaws} />
          {unit && (
            <div class="field full">
              <label class="tick">
                <input type="checkbox" name="correction" value="yes" checked={flaws?.typed.correction !== undefined} />
                只是更正名称中的错字（不勾选即为更名：已封账的填报期、已发出的文件和记录仍用原名称）
              </label>
            </div>
          )}
          <Field label="简称" name="shortName" value={unit?.shortName} flaws={flaws} hint="用于矩阵表头；不填同名称" />
          <Choice
            label="类别"
            name="kind"
            value={unit?.kind ?? "internal"}
            options={UNIT_KINDS.map((kind) => [kind, UNIT_KIND_LABEL[kind]] as const)}
            flaws={flaws}
          />
          <Field
            label="别名"
            name="aliases"
            value={unit?.aliases.join("、")}
            flaws={flaws}
            hint="导入文件时据此认出单位，用顿号隔开"
          />
          <Choice label="上级单位" name="parentId" value={unit?.parentId} options={others} empty="无" flaws={flaws} />
          <Choice
            label="分管领导"
            name="leaderId"
            value={unit?.leaderId}
            options={leaderOptions(leaders, unit)}
            empty="未指定"
            flaws={flaws}
          />
          {unit && (
            <Field
              label="排序（第几位）"
              name="position"
              value={rows.findIndex(({ id }) => id === unit.id) + 1}
              required
              inputmode="numeric"
              flaws={flaws}
              hint="其后的单位依次后移"
            />
          )}
          {unit && (
            <Choice
              label="承接单位"
              name="successorId"
              value={unit.successorId}
              options={others}
              empty="无"
              flaws={flaws}
              hint="机构改革后由谁承接；原有记录不变"
            />
          )}
          {unit && (
            <div class="field full">
              <label class="tick">
                <input
                  type="checkbox"
                  name="active"
                  value="yes"
                  checked={flaws ? flaws.typed.active !== undefined : unit.active}
                />
                在用（停用后不能再承担新的分工）
              </label>
            </div>
          )}
          {work && <Unfinished work={work} />}
        </div>
        <p class="acts">
          <button type="submit" class="primary">
            保存
          </button>
          <a class="button" href="/units">
            返回
          </a>
        </p>
      </form>
    </section>
  )
}

/** Numbers only: the 系统管理员 sees no plan. */
const Unfinished = ({ work }: { work: OpenWork }) => (
  <div class="field full" id="unfinished">
    <div class="note">
      <p>
        停用时，该单位尚有<b>{workWords(work)}</b>。
      </p>
      <ul>
        {(work.parts > 0 || work.notices > 0) && (
          <li>停用后不再列入新开的填报期，也不再催办；在办事项列入有关督查部门的「待移交」，由其移交承接单位。</li>
        )}
        {work.supervised > 0 && <li>该单位负责督促检查的方案，停用后仍由其现任督查人员办理，请同时安排接替。</li>}
        {work.posts > 0 && <li>所设岗位不随单位停用，请安全管理员结束。</li>}
      </ul>
    </div>
    <label class="tick">
      <input type="checkbox" name="known" value="yes" required /> 已核对，停用该单位
    </label>
  </div>
)

const leaderOptions = (leaders: { id: number; name: string }[], unit: UnitRow | null) => {
  const options = leaders.map(({ id, name }) => [String(id), name] as const)
  const kept = unit?.leaderId && !leaders.some(({ id }) => id === unit.leaderId)
  return kept ? [...options, [String(unit.leaderId), unit.leader ?? ""] as const] : options
}
