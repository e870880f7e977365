import type { Context } from "hono"
import type * as z from "zod"
import { askedOf, pressed, reached } from "#src/door/act.ts"
import { carriesFiles } from "#src/door/body.ts"
import { download } from "#src/door/download.ts"
import { type Env, factory } from "#src/door/env.ts"
import { type Flawed, type Form, flawed, read } from "#src/door/form.ts"
import { numberIn } from "#src/door/params.ts"
import { page } from "#src/door/respond.tsx"
import { fileIn } from "#src/door/upload.ts"
import { ledgerImportPath, ledgerImportsPath } from "#src/paths.ts"
import { LARGEST_FILE } from "#src/plans/intake/words/limits.ts"
import { missing } from "#src/refusal.ts"
import { cleanName } from "#src/reports/evidence/content.ts"
import { ImportPage } from "#views/returns/import.tsx"
import { ImportsPage } from "#views/returns/imports.tsx"
import { BRING, BROUGHT, CLOSE, LOOKED_THROUGH, TAKE } from "./acts.ts"
import { offeredIn } from "./commands.ts"
import { Bringing } from "./input.ts"
import { STALE } from "./offering.ts"
import { mayTake } from "./policy.ts"
import { type FoundImport, type Imports, importFile } from "./queries.ts"

type C = Context<Env>

const list = (c: C, found: Imports, flaws?: Flawed) =>
  page(
    c,
    { title: `台账回传 · ${found.plan.title}`, status: flaws ? 422 : 200 },
    <ImportsPage found={found} actor={c.var.actor} today={c.var.today} flaws={flaws} />,
  )

/** The form with its file, which is no text of it. */
async function sentIn(c: C): Promise<Form<z.output<typeof Bringing>>> {
  const { file, problem } = await fileIn(c, "file")
  const form = await read(c, Bringing)
  if (problem) return flawed(form.typed, { file: [problem] })
  return form.ok ? { ...form, data: { ...form.data, file: file && new File([file], cleanName(file.name)) } } : form
}

function show(c: C, found: FoundImport, flaws?: Flawed) {
  const { plan, sheet } = found
  const status = !flaws ? 200 : flaws.problems[STALE] ? 409 : 422
  return page(
    c,
    { title: `核对回传的台账 · ${plan.title}`, wide: true, status },
    <ImportPage
      found={found}
      rows={offeredIn(found, c.var.today)}
      takes={mayTake(c.var.actor, plan, sheet) && sheet.state === "open"}
      refusalWords={c.var.house.refusalWords}
      today={c.var.today}
      flaws={flaws}
    />,
  )
}

/** The page as it is now: after a refusal because of what has changed, too. */
async function again(c: C, found: FoundImport, flaws: Flawed) {
  const fresh = flaws.problems[STALE] ? await LOOKED_THROUGH.find(askedOf(c)) : found
  if (!fresh) throw missing()
  return show(c, fresh, flaws)
}

const placeOf = ({ plan, sheet, page }: FoundImport) =>
  ledgerImportPath(plan.id, sheet.id, "", { page: page === 1 ? null : page })

/** 台账回传: a sheet that was filled outside, compared and taken cell by cell. */
export const returns = factory
  .createApp()
  .get("/:plan{[0-9]+}/ledger/imports", async (c) => list(c, await reached(BROUGHT, askedOf(c))))
  .post(
    "/:plan{[0-9]+}/ledger/imports",
    carriesFiles(LARGEST_FILE),
    pressed(BRING, {
      reads: sentIn,
      again: list,
      onward: ({ plan }, _input, _next, made) =>
        made === null ? ledgerImportsPath(plan.id) : ledgerImportPath(plan.id, made),
    }),
  )
  .get("/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}", async (c) => {
    const found = await LOOKED_THROUGH.find(askedOf(c))
    if (!found) throw missing()
    return show(c, found)
  })
  .post("/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}/taking", pressed(TAKE, { again, onward: placeOf }))
  .post(
    "/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}/closing",
    pressed(CLOSE, { again: show, onward: ({ plan }) => ledgerImportsPath(plan.id) }),
  )
  .get("/:plan{[0-9]+}/ledger/imports/:import{[0-9]+}/file", async (c) => {
    const { database, actor } = c.var
    const found = await importFile(database, actor, numberIn(c, "plan"), numberIn(c, "import"))
    if (!found) throw missing()
    const headers = { ...download(found.name, FILE_TYPE), "Content-Length": String(found.size) }
    return c.body(found.bytes(), 200, headers)
  })

const FILE_TYPE = "application/octet-stream"
