import type { AddresseeSet } from "#db/schema.ts"
import { type Actor, isSupervisor } from "#src/office/people/actor.ts"
import { addresseesPath, yearsPath } from "#src/paths.ts"
import type { FoundAddressees } from "#src/year/groups/queries.ts"
import { Field, Flawed, type Flaws } from "../parts/fields.tsx"
import { UnitTicks } from "../years/units.tsx"

type Props = { found: FoundAddressees; actor: Actor; flaws?: Flaws }

/** 主送范围: to whom documents go together. */
export const AddresseesPage = ({ found, actor, flaws }: Props) => (
  <>
    <div class="title">
      <div>
        <h1>主送范围</h1>
        <p>经常一起主送的单位，起一个名称，如「市直各单位」，选单位时一次勾选。</p>
      </div>
      <div class="acts">
        <a class="button" href={yearsPath}>
          返回
        </a>
      </div>
    </div>
    {found.sets.length === 0 ? (
      <p class="empty sheet">还没有主送范围。</p>
    ) : (
      <div class="table-frame">
        <table class="list stack">
          <caption class="sr-only">主送范围</caption>
          <thead>
            <tr>
              <th scope="col">名称</th>
              <th scope="col" class="number">
                单位
              </th>
              <th scope="col">包括</th>
            </tr>
          </thead>
          <tbody>
            {found.sets.map((set) => (
              <Row set={set} found={found} keeps={isSupervisor(actor)} />
            ))}
          </tbody>
        </table>
      </div>
    )}
    {isSupervisor(actor) && (
      <section class="sheet padded" id="new-set">
        <h2>添加</h2>
        <form method="post" action={addresseesPath()} class="boxes">
          <Flawed flaws={flaws} />
          <Field name="name" label="名称" required flaws={flaws} />
          <UnitTicks legend="单位" units={found.units} proposed={[]} flaws={flaws} />
          <p class="acts">
            <button type="submit" class="primary">
              保存
            </button>
          </p>
        </form>
      </section>
    )}
  </>
)

const Row = ({ set, found, keeps }: { set: AddresseeSet; found: FoundAddressees; keeps: boolean }) => {
  const units = found.units.filter(({ id }) => set.unitIds.includes(id))
  return (
    <tr data-row="set">
      <th scope="row">
        {keeps ? (
          <a href={addresseesPath(set.id)} id={`set-${set.id}`}>
            {set.name}
          </a>
        ) : (
          set.name
        )}
      </th>
      <td class="number" data-label="单位">
        {units.length}
      </td>
      <td data-label="包括">{units.map(({ name }) => name).join("、")}</td>
    </tr>
  )
}

export const AddresseesForm = ({
  found: { set, units },
  flaws,
}: {
  found: FoundAddressees & { set: AddresseeSet }
  flaws?: Flaws
}) => (
  <section class="narrow sheet padded">
    <h1>{set.name}</h1>
    <form method="post" action={addresseesPath(set.id)} id={`set-${set.id}-${set.version}`}>
      <Flawed flaws={flaws} />
      <input type="hidden" name="version" value={set.version} />
      <Field name="name" label="名称" value={set.name} required flaws={flaws} />
      <UnitTicks legend="单位" units={units} proposed={set.unitIds} flaws={flaws} />
      <p class="acts">
        <button type="submit" class="primary">
          保存
        </button>
        <a class="button" href={addresseesPath()}>
          返回
        </a>
      </p>
    </form>
    <form method="post" action={addresseesPath(set.id, "removal")}>
      <input type="hidden" name="version" value={set.version} />
      <p class="acts">
        <button type="submit" class="danger">
          删除
        </button>
      </p>
    </form>
  </section>
)
