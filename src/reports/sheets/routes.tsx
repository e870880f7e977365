import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isOfUnit } from "#src/office/people/actor.ts"
import { sheetOf } from "#src/pages/sheet/queries.ts"
import { forbidden, missing } from "#src/refusal.ts"
import { NoSheet, SheetPage } from "#views/sheets/sheet.tsx"
import { sheetKeyIn } from "./sheet.ts"

/** 签字单 as a unit prints it, before and after 报送, of any round. */
export const sheets = factory.createApp().get("/todo/sheet", async (c) => {
  if (!isOfUnit(c.var.actor)) throw forbidden()
  const of = c.req.query("of") ?? ""
  const asked = of === "" ? null : sheetKeyIn(of)
  if (of !== "" && asked === null) throw missing()
  const { database, actor, today } = c.var
  const sheet = await sheetOf(database, actor, asked, today)
  if (sheet === null && asked !== null) throw missing()
  return page(c, { title: "签字单" }, sheet ? <SheetPage sheet={sheet} today={today} /> : <NoSheet />)
})
