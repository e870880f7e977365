import type { LightColour } from "#db/schema.ts"
import { LIGHT_LABEL } from "../words/lights.ts"
import { Count, type Counts } from "./count.tsx"

/** From good to bad, as a bar shows them. */
export const BAR_ORDER: readonly LightColour[] = ["green", "blue", "grey", "yellow", "red", "none"]

type Lights = Record<LightColour, number>

/** Lights as a bar; the numbers beside it say the same. */
export const LightBar = ({ lights, total }: { lights: Lights; total: number }) => {
  let x = 0
  return (
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {BAR_ORDER.filter((colour) => lights[colour] > 0).map((colour) => {
        const width = (lights[colour] / total) * 1000
        const rect = (
          <rect class={colour} x={x.toFixed(1)} y="0" width={Math.max(0, width - 3).toFixed(1)} height="10" />
        )
        x += width
        return rect
      })}
    </svg>
  )
}

type CountsProps = { lights: Lights; of: Counts; href: (colour: LightColour) => string; whose: string }

/** How many there are of each light, by its shape, each number a link to them. */
export const LightCounts = ({ lights, of, href, whose }: CountsProps) => (
  <span class="lights">
    {BAR_ORDER.filter((colour) => lights[colour] > 0).map((colour) => (
      <Count
        n={lights[colour]}
        of={of}
        href={href(colour)}
        class={`light ${colour}`}
        title={`${whose}：${LIGHT_LABEL[colour]}`}
      >
        <span class="sr-only">{LIGHT_LABEL[colour]}</span>
        {lights[colour]}
      </Count>
    ))}
  </span>
)
