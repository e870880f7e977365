import * as z from "zod"
import { LONGEST_PASSWORD } from "#src/office/people/password_policy.ts"
import { counted, login, namedLine, text } from "#src/office/typed/input.ts"

/** An act on what was seen, and nothing more. */
export const Versioned = z.object({ version: counted })

export const Refusing = z.object({ version: counted, opinion: namedLine("理由", 200) })

const password = (what: string) => text(LONGEST_PASSWORD).refine((value) => value !== "", `请填写${what}`)

/** A new password by the code. */
export const Using = z
  .object({
    username: login(80),
    code: namedLine("重置码", 40),
    newPassword: password("新口令"),
    newPasswordAgain: password("新口令"),
  })
  .refine(({ newPassword, newPasswordAgain }) => newPassword === newPasswordAgain, {
    path: ["newPasswordAgain"],
    error: "两次填写的新口令不一致",
  })
