import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator, isObserver } from "#src/office/people/actor.ts"
import { missing } from "#src/refusal.ts"
import { SearchPage } from "#views/search/search.tsx"
import { openOutside, searched } from "./queries.ts"
import { questionIn } from "./question.ts"

/** 搜索: what has been written, within what the person may see. */
export const search = factory.createApp().get("/", async (c) => {
  const { database, actor, house, today } = c.var
  if (isAdministrator(actor)) throw missing()
  const all = house.searched()
  const kinds = isObserver(actor) ? openOutside(all) : all
  const question = questionIn(c.req.query(), kinds)
  const { found, units, plans } = await searched(database, kinds, actor, question)
  return page(
    c,
    { title: question.text ? `搜索：${question.text}` : "搜索", status: question.flaws ? 422 : 200 },
    <SearchPage question={question} kinds={kinds} found={found} units={units} plans={plans} today={today} />,
  )
})
