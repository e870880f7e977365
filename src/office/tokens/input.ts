import * as z from "zod"
import { TOKEN_SCOPES } from "#db/schema.ts"
import { counted, date, namedLine } from "#src/office/typed/input.ts"

export const Making = z.object({
  name: namedLine("用途"),
  scope: z.enum(TOKEN_SCOPES, { error: "请选择权限" }),
  endsOn: date("有效期"),
})

export const Revoking = z.object({ version: counted })
