import * as z from "zod"
import { counted, said } from "#src/office/typed/input.ts"
import { spelledAs } from "#src/office/typed/spelling.ts"

/** 综述 of a round, by its number; `version`: how often it was written before. */
export const Writing = spelledAs(
  z.object({ round: counted, version: counted, text: said("综述") }),
  ({ round, latest, text }) => ({ round: Number(round), version: Number(latest), text }),
)
