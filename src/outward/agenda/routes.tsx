import { factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { missing } from "#src/refusal.ts"
import { AgendaPage } from "#views/agenda/month.tsx"
import { choiceIn, unitsIn, weeksOf } from "./month.ts"
import { agendaOf, kindsOf } from "./queries.ts"

/** 日历: what falls on the days of a month, within what the person may see. */
export const agenda = factory.createApp().get("/", async (c) => {
  const { database, actor, house, today, calendar, settings } = c.var
  if (isAdministrator(actor)) throw missing()
  const choice = choiceIn(c.req.query(), actor, today)
  const weeks = weeksOf(choice.month)
  const kinds = kindsOf(house.dated())
  const asking = {
    actor,
    today,
    from: weeks[0]?.[0] ?? choice.month,
    until: weeks.at(-1)?.[6] ?? choice.month,
    units: unitsIn(choice, actor),
    plan: choice.plan,
    isOutside: false,
  }
  const found = await agendaOf(database, kinds, asking, { calendar, settings })
  return page(
    c,
    { title: `日历 ${choice.month.slice(0, 7)}`, wide: true },
    <AgendaPage
      choice={choice}
      weeks={weeks}
      kinds={kinds}
      {...found}
      actor={actor}
      today={today}
      calendar={calendar}
    />,
  )
})
