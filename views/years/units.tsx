import type { Flaws } from "../parts/fields.tsx"

type Props = {
  legend: string
  units: readonly { id: number; name: string }[]
  proposed: readonly number[]
  flaws?: Flaws | null
}

/** Units to be ticked, in 单位排序. */
export const UnitTicks = ({ legend, units, proposed, flaws }: Props) => {
  const ticked = new Set(flaws ? [flaws.typed.units ?? []].flat() : proposed.map(String))
  const problems = flaws?.problems.units
  return (
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
  )
}
