import type { Context } from "hono"
import type { Typed } from "#src/office/typed/spelling.ts"
import { skimmed } from "./body.ts"
import type { Env } from "./env.ts"
import { isSecret, typedIn } from "./form.ts"
import { LOST } from "./upload.ts"

/**
 * What came with a form that was not taken, for the page that says so: the words, which are given back, and under
 * `lost` the names of its files, which cannot be. Where somebody writes, the words stand before the files.
 */
export async function keptIn(c: Context<Env>): Promise<Typed> {
  if (c.req.method !== "POST") return {}
  try {
    const { files, isWhole } = await skimmed(c)
    const typed = Object.entries(await typedIn(c)).filter(([name]) => !isSecret(name))
    const names = files.map(({ file }) => file.name).filter((name) => name !== "")
    return {
      ...Object.fromEntries(typed),
      ...(names.length > 0 ? { [LOST]: names.join("、") + (isWhole ? "" : " 等") } : {}),
    }
  } catch {
    return {}
  }
}
