import type { LightColour } from "#db/schema.ts"
import type { Light } from "#src/board/lights/light.ts"
import { LIGHT_LABEL, lightWords } from "../words/lights.ts"

/** A light: shape and colour from the stylesheet, and the reason in words. */
export const LightMark = ({ light }: { light: Light }) => (
  <span class={`light ${light.colour}`}>{lightWords(light)}</span>
)

/** A light by its shape alone, where its reason stands beside it in words; whoever hears the page hears it here. */
export const LightShape = ({ light }: { light: Light }) => (
  <span class={`light ${light.colour}`} title={lightWords(light)}>
    <span class="sr-only">{lightWords(light)}</span>
  </span>
)

/** What is as it should be needs no word beside every sign; the legend has it. */
const CALM: ReadonlySet<Light["reason"]> = new Set(["on_track", "not_due", "no_deadline"])

/** A light where many stand together: the shape always, the reason in words where it asks for attention. */
export const LightSign = ({ light }: { light: Light }) =>
  CALM.has(light.reason) ? <LightShape light={light} /> : <LightMark light={light} />

/** A colour by its general word, for legends and counts. */
export const ColourMark = ({ colour }: { colour: LightColour }) => (
  <span class={`light ${colour}`}>{LIGHT_LABEL[colour]}</span>
)
