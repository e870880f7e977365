import type { Context } from "hono"
import { askedOf, nothingTyped, pressed } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { registerSent } from "#src/door/register.ts"
import { page } from "#src/door/respond.tsx"
import { isAdministrator } from "#src/office/people/actor.ts"
import { suggestionPath, yearSuggestionsPath } from "#src/paths.ts"
import { pageIn } from "#src/plans/plan/asked.ts"
import { missing } from "#src/refusal.ts"
import type { Flaws } from "#views/parts/fields.tsx"
import { RatingPage, SuggestionRegisterPage } from "#views/suggestions/list.tsx"
import { suggestionsFile } from "#views/suggestions/sheet.ts"
import { SuggestionPage } from "#views/suggestions/suggestion.tsx"
import { ANSWER, DISCARD, ENTER, RATE, REVISE, register, TAKE_CSV, TAKE_XLSX, theSuggestion } from "./acts.ts"
import { pickedIn } from "./picked.ts"
import { type FoundSuggestion, type SuggestionRegister, type SuggestionsToTake, suggestionsToRate } from "./queries.ts"

type C = Context<Env>

const showRegister = (c: C, found: SuggestionRegister, flaws?: Flaws) =>
  page(
    c,
    { title: `${found.year.year}年意见建议`, status: flaws ? 422 : 200 },
    <SuggestionRegisterPage
      found={found}
      picked={pickedIn(c.req.query("state"))}
      page={pageIn(c)}
      today={c.var.today}
      flaws={flaws}
    />,
  )

const takenAs = (kind: "xlsx" | "csv") => ({
  again: nothingTyped,
  shows: (c: C, found: SuggestionsToTake) =>
    registerSent(c, suggestionsFile(found, c.var.today), found.suggestions, kind),
})

/** 意见建议 of a year, mounted below the years. */
export const yearSuggestions = factory
  .createApp()
  .get("/:year{[0-9]+}/suggestions", async (c) => {
    const found = await register(askedOf(c))
    if (!found) throw missing()
    return showRegister(c, found)
  })
  .post(
    "/:year{[0-9]+}/suggestions",
    pressed(ENTER, {
      again: showRegister,
      onward: ({ year }, _input, _next, made) =>
        made === null ? yearSuggestionsPath(year.year) : suggestionPath(made),
    }),
  )
  .post("/:year{[0-9]+}/suggestions.xlsx", pressed(TAKE_XLSX, takenAs("xlsx")))
  .post("/:year{[0-9]+}/suggestions.csv", pressed(TAKE_CSV, takenAs("csv")))

const show = (c: C, found: FoundSuggestion, act: string | null = null, flaws: Flaws | null = null) =>
  page(
    c,
    { title: `意见建议 · ${found.suggestion.source}`, status: flaws ? 422 : 200 },
    <SuggestionPage
      found={found}
      actor={c.var.actor}
      today={c.var.today}
      flawed={flaws && act ? { ...flaws, act } : null}
    />,
  )

/** The form of one act on the page, which also shows what was done. */
const onOne = (act: string) => ({
  again: (c: C, found: FoundSuggestion, flaws: Flaws) => show(c, found, act, flaws),
  onward: ({ suggestion }: FoundSuggestion) => suggestionPath(suggestion.id),
})

export const suggestionRoutes = factory
  .createApp()
  .get("/", async (c) => {
    const { actor, database, today } = c.var
    if (isAdministrator(actor)) throw missing()
    const rows = await suggestionsToRate(database, actor, pageIn(c), today)
    return page(c, { title: "意见建议待办" }, <RatingPage {...rows} page={pageIn(c)} today={today} />)
  })
  .get("/:suggestion{[0-9]+}", async (c) => {
    const found = await theSuggestion(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:suggestion{[0-9]+}/revision", pressed(REVISE, onOne("revision")))
  .post("/:suggestion{[0-9]+}/answer", pressed(ANSWER, onOne("answer")))
  .post("/:suggestion{[0-9]+}/rating", pressed(RATE, onOne("rating")))
  .post("/:suggestion{[0-9]+}/discarding", pressed(DISCARD, onOne("discarding")))
