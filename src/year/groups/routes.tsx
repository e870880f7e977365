import type { Context } from "hono"
import { askedOf, nothingTyped, pressed, reached } from "#src/door/act.ts"
import { type Env, factory } from "#src/door/env.ts"
import { page } from "#src/door/respond.tsx"
import { addresseesPath, yearPath } from "#src/paths.ts"
import { missing } from "#src/refusal.ts"
import { AddresseesForm, AddresseesPage } from "#views/groups/addressees.tsx"
import { GroupForm, GroupPage } from "#views/groups/group.tsx"
import type { Flaws } from "#views/parts/fields.tsx"
import {
  ADD,
  addresseesAsked,
  CHANGE,
  CHANGE_SET,
  type FoundAdding,
  type FoundSet,
  groupAsked,
  REMOVE,
  REMOVE_SET,
  SAVE_SET,
  setAsked,
} from "./acts.ts"
import type { FoundAddressees, FoundGroup } from "./queries.ts"

type C = Context<Env>

const showAdding = (c: C, found: FoundAdding, flaws?: Flaws) =>
  page(c, { title: "添加领导小组", status: flaws ? 422 : 200 }, <GroupForm found={found} flaws={flaws} />)

const showGroup = (c: C, found: FoundGroup, flaws?: Flaws) =>
  page(
    c,
    { title: found.group.name, status: flaws ? 422 : 200 },
    <GroupPage found={found} actor={c.var.actor} flaws={flaws} />,
  )

const onward = ({ year }: { year: { year: number } }) => `${yearPath(year.year)}#groups`

/** 领导小组, below its year. */
export const yearGroups = factory
  .createApp()
  .get("/:year{[0-9]+}/groups/new", async (c) => showAdding(c, await reached(ADD, askedOf(c))))
  .post("/:year{[0-9]+}/groups", pressed(ADD, { again: showAdding, onward }))

/** One of them. */
export const groupPages = factory
  .createApp()
  .get("/:group{[0-9]+}", async (c) => {
    const found = await groupAsked(askedOf(c))
    if (!found) throw missing()
    return showGroup(c, found)
  })
  .post("/:group{[0-9]+}", pressed(CHANGE, { again: showGroup, onward }))
  .post("/:group{[0-9]+}/removal", pressed(REMOVE, { again: nothingTyped, onward }))

const showSets = (c: C, found: FoundAddressees, flaws?: Flaws) =>
  page(
    c,
    { title: "主送范围", status: flaws ? 422 : 200 },
    <AddresseesPage found={found} actor={c.var.actor} flaws={flaws} />,
  )

const showSet = (c: C, found: FoundSet, flaws?: Flaws) =>
  page(c, { title: found.set.name, status: flaws ? 422 : 200 }, <AddresseesForm found={found} flaws={flaws} />)

const toSets = () => addresseesPath()

/** 主送范围. */
export const addresseePages = factory
  .createApp()
  .get("/", async (c) => {
    const found = await addresseesAsked(askedOf(c))
    if (!found) throw missing()
    return showSets(c, found)
  })
  .post("/", pressed(SAVE_SET, { again: showSets, onward: toSets }))
  .get("/:set{[0-9]+}", async (c) => showSet(c, await reached({ find: setAsked, may: CHANGE_SET.may }, askedOf(c))))
  .post("/:set{[0-9]+}", pressed(CHANGE_SET, { again: showSet, onward: toSets }))
  .post("/:set{[0-9]+}/removal", pressed(REMOVE_SET, { again: nothingTyped, onward: toSets }))
