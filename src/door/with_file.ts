import type { Context } from "hono"
import type * as z from "zod"
import type { Env } from "./env.ts"
import { type Form, flawed, read } from "./form.ts"
import { fileIn } from "./upload.ts"

/** A form with its `file`, which is no text of it. */
export const withFile =
  <Input extends z.ZodType<{ file: File | null }>>(input: Input) =>
  async (c: Context<Env>): Promise<Form<z.output<Input>>> => {
    const { file, problem } = await fileIn(c, "file")
    const form = await read(c, input)
    if (problem) return flawed(form.typed, { file: [problem] })
    return form.ok ? { ...form, data: { ...form.data, file } } : form
  }
