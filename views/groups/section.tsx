import type { Actor } from "#src/office/people/actor.ts"
import { groupPath, yearPath } from "#src/paths.ts"
import { entersGroup } from "#src/year/groups/policy.ts"
import type { GroupRow } from "#src/year/groups/queries.ts"
import { GROUP_LABEL, ofWhom } from "./words.ts"

type Props = { groups: GroupRow[]; year: number; actor: Actor; mayAdd: boolean }

/** 领导小组 of a year, below the register of its 责任单位. */
export const GroupsSection = ({ groups, year, actor, mayAdd }: Props) =>
  groups.length === 0 && !mayAdd ? null : (
    <section class="block" id="groups">
      <h2>领导小组</h2>
      {groups.length > 0 && (
        <div class="table-frame">
          <table class="list stack">
            <caption class="sr-only">{year}年度领导小组</caption>
            <thead>
              <tr>
                <th scope="col">名称</th>
                <th scope="col">范围</th>
                <th scope="col">{GROUP_LABEL.head}</th>
                <th scope="col">{GROUP_LABEL.deputies}</th>
                <th scope="col">{GROUP_LABEL.members}</th>
                <th scope="col">办公室设在</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((row) => (
                <Row row={row} mayEnter={entersGroup(actor, row.year, row.group)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mayAdd && (
        <p class="acts">
          <a class="button" href={yearPath(year, "groups/new")} id="add-group">
            添加领导小组
          </a>
        </p>
      )}
    </section>
  )

const Row = ({ row: { group, unit, seat }, mayEnter }: { row: GroupRow; mayEnter: boolean }) => (
  <tr data-row="group">
    <th scope="row">
      {mayEnter ? (
        <a href={groupPath(group.id)} id={`group-${group.id}`}>
          {group.name}
        </a>
      ) : (
        group.name
      )}
    </th>
    <td data-label="范围">{ofWhom(unit)}</td>
    <td data-label={GROUP_LABEL.head}>{group.head}</td>
    <td class="preserve" data-label={GROUP_LABEL.deputies}>
      {group.deputies}
    </td>
    <td class="preserve" data-label={GROUP_LABEL.members}>
      {group.members}
    </td>
    <td data-label="办公室设在">{seat ?? ""}</td>
  </tr>
)
