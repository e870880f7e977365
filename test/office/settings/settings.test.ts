import { expect, test } from "vitest"
import { Changing } from "#src/office/settings/input.ts"
import { changesIn, RANGES, SETTING_KEYS, settingIn, settingsWith } from "#src/office/settings/rules.ts"
import { DEFAULTS, type SettingKey } from "#src/office/settings/settings.ts"
import { fromForm } from "#src/office/typed/spelling.ts"
import { type Login, type World, world } from "#test/support/world.ts"

type Fields = Record<string, string>
const shown = (over: Partial<Record<SettingKey, string>> = {}, versions: Fields = {}): Fields =>
  Object.fromEntries(
    SETTING_KEYS.flatMap((key) => [
      [key, over[key] ?? String(DEFAULTS[key])],
      [`shown.${key}`, String(DEFAULTS[key])],
      [`version.${key}`, versions[key] ?? "0"],
    ]),
  )
const save = (w: World, fields: Fields, as: Login = "security") => w.as(as).post("/admin/settings", fields)

test("a setting is changed, the trail has before and after, and it counts at once", async () => {
  const w = await world()
  expect((await save(w, shown({ lockAfterFailures: "3", organisation: "某某局" }))).status).toBe(303)
  expect(await w.events()).toMatchObject([
    {
      action: "setting_changed",
      subject: "setting:organisation",
      version: 1,
      particulars: { before: "", after: "某某局" },
    },
    { subject: "setting:lockAfterFailures", actingAs: "security", particulars: { before: 5, after: 3 } },
  ])
  for (let i = 0; i < 3; i++) await w.as(null).post("/login", { username: "wang", password: "x" })
  expect((await w.as(null).post("/login", { username: "wang", password: "x" })).status).toBe(429)
  expect(await (await w.as(null).get("/login")).text()).toContain("某某局")
})

test.each<Login>(["admin", "auditor", "lin", "boss", "wang", "zhao"])(
  "%s neither sees nor changes settings",
  async (login) => {
    const w = await world()
    expect((await w.as(login).get("/admin/settings")).status).toBe(403)
    expect((await save(w, shown({ lockMinutes: "30" }), login)).status).toBe(403)
    expect(await w.events()).toEqual([])
  },
)

test("nothing changed is no event", async () => {
  const w = await world()
  expect((await save(w, shown())).status).toBe(303)
  expect(await w.events()).toEqual([])
})

test("what is out of range is refused, typed text kept, all or nothing", async () => {
  const w = await world()
  const response = await save(w, shown({ lockMinutes: "3天", dueSoonDays: "5" }))
  expect(response.status).toBe(422)
  const page = await response.text()
  expect(page).toContain("请填 5 至 1440 的整数")
  expect(page).toContain('value="3天"')
  expect(page).toContain('aria-invalid="true"')
  expect(await w.events()).toEqual([])
  expect(await (await save(w, shown({ idleMinutes: "240", absoluteMinutes: "60" }))).text()).toContain("不能短于")
})

test("who comes second with the same setting is told; with another one is not", async () => {
  const w = await world()
  expect((await save(w, shown({ lockMinutes: "30" }))).status).toBe(303)
  expect((await save(w, shown({ lockMinutes: "20" }))).status).toBe(409)
  expect((await save(w, shown({ dueSoonDays: "5" }))).status).toBe(303)
  expect(await (await w.as("security").get("/admin/settings")).text()).toContain('value="30"')
})

test("what is wrong is told before what has changed, at the preview and at the saving", async () => {
  const w = await world()
  expect((await save(w, shown({ lockMinutes: "30" }))).status).toBe(303)
  const preview = (fields: Fields) => w.as("security").post("/admin/settings/preview", fields)
  for (const press of [preview, (fields: Fields) => save(w, fields)]) {
    expect((await press(shown({ lockMinutes: "3天" }))).status).toBe(422)
    expect((await press(shown({ lockMinutes: "20", dueSoonDays: "5" }))).status).toBe(409)
    expect((await press({ lockMinutes: "20", "shown.lockMinutes": "30" })).status).toBe(422)
  }
  expect((await preview(shown())).headers.get("location")).toBe("/admin/settings")
  expect(await w.events()).toHaveLength(1)
})

test("an input names what is changed, with what was seen of it, whatever door it comes by", () => {
  const typed = { lockMinutes: "３０", "shown.lockMinutes": "15", "version.lockMinutes": "2", dueSoonDays: "3" }
  expect(fromForm(Changing, { ...typed, "shown.dueSoonDays": "3" })).toEqual({
    ok: true,
    data: { values: { lockMinutes: "３０" }, versions: { lockMinutes: 2 } },
  })
  const rows = SETTING_KEYS.map((key) => ({ key, value: DEFAULTS[key], version: 0 }))
  const given = { lockMinutes: 30, remindAutomatically: false, organisation: "" }
  expect(changesIn(rows, given).map(({ key, before, after }) => [key, before, after])).toEqual([
    ["remindAutomatically", true, false],
    ["lockMinutes", 15, 30],
  ])
  expect(settingsWith(rows, { lockMinutes: 1.5, idleMinutes: "240", absoluteMinutes: 60 }).problems).toEqual({
    lockMinutes: "out_of_range",
    absoluteMinutes: "shorter_than_idle",
  })
})

test.each(SETTING_KEYS)("%s: its default is allowed, one below and one above are not", (key) => {
  const range = RANGES[key]
  expect(settingIn(key, String(DEFAULTS[key]))).toBe(DEFAULTS[key])
  if (range.kind === "number") {
    expect([range.least - 1, range.most + 1].map((n) => settingIn(key, String(n)))).toEqual([null, null])
    expect([range.least, range.most].map((n) => settingIn(key, String(n)))).toEqual([range.least, range.most])
    for (const text of ["", "1.5", "1e2", "二", "-1"]) expect(settingIn(key, text)).toBeNull()
  }
  if (range.kind === "line") expect(settingIn(key, "长".repeat(range.longest + 1))).toBeNull()
  if (range.kind === "switch") expect(["", "yes", "1"].map((text) => settingIn(key, text))).toEqual([null, null, null])
  if (range.kind === "choice") {
    expect(range.options.map((one) => settingIn(key, one))).toEqual(range.options)
    expect(["", "admin", "领导"].map((text) => settingIn(key, text))).toEqual([null, null, null])
  }
  if (range.kind === "days") {
    expect(["3,1", "0", "1,1", "1000", "一", "1.5"].map((text) => settingIn(key, text))).toEqual(Array(6).fill(null))
    expect([" 2、4 ", ""].map((text) => settingIn(key, text))).toEqual(["2,4", ""])
  }
})
