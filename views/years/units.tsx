import type { AddresseeSet } from "#db/schema.ts"
import type { Flaws } from "../parts/fields.tsx"

type Props = {
  legend: string
  units: readonly { id: number; name: string }[]
  proposed: readonly number[]
  flaws?: Flaws | null
  /** 主送范围, each a link to the same form with its units ticked. */
  sets?: readonly AddresseeSet[]
  href?: (setId: number) => string
}

/** Those of a 主送范围 that the address names, if it is one. */
export const unitsOfSet = (sets: readonly AddresseeSet[], setId: number | null): number[] | null =>
  sets.find(({ id }) => id === setId)?.unitIds ?? null

/** Units to be ticked, in 单位排序. */
export const UnitTicks = ({ legend, units, proposed, flaws, sets = [], href }: Props) => {
  const ticked = new Set(flaws ? [flaws.typed.units ?? []].flat() : proposed.map(String))
  const problems = flaws?.problems.units
  return (
    <>
      {href && sets.length > 0 && (
        <p class="small">
          按主送范围勾选：
          {sets.map(({ id, name }, i) => (
            <>
              {i > 0 && "、"}
              <a href={href(id)} id={`by-set-${id}`}>
                {name}
              </a>
            </>
          ))}
        </p>
      )}
      <fieldset class="ticks" aria-describedby={problems ? "units-problem" : undefined}>
        <legend>{legend}</legend>
        {problems && (
          <p class="problem" id="units-problem">
            {problems.join("；")}
          </p>
        )}
        {units.map(({ id, name }) => (
          <label class="tick">
            <input type="checkbox" name="units" value={id} checked={ticked.has(String(id))} /> {name}
          </label>
        ))}
      </fieldset>
    </>
  )
}
