import type { LightColour } from "#db/schema.ts"
import type { Light } from "#src/lights/light.ts"
import { LIGHT_LABEL, lightWords } from "../labels.ts"

/** A light: shape and colour from the stylesheet, and the reason in words. */
export const LightMark = ({ light }: { light: Light }) => (
  <span class={`light ${light.colour}`}>{lightWords(light)}</span>
)

/** A colour by its general word, for legends and counts. */
export const ColourMark = ({ colour }: { colour: LightColour }) => (
  <span class={`light ${colour}`}>{LIGHT_LABEL[colour]}</span>
)
