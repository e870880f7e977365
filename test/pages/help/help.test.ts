import { expect, test } from "vitest"
import { house } from "#src/capabilities.ts"
import { type Login, world } from "#test/support/world.ts"

test.each<[Login, string]>([
  ["wang", "帮助：联络员"],
  ["jing", "帮助：联络员"],
  ["lin", "帮助：督查人员"],
  ["boss", "帮助：领导"],
  ["admin", "帮助：系统管理员"],
  ["security", "帮助：安全管理员"],
  ["auditor", "帮助：审计管理员"],
])("%s first sees what that role does", async (login, heading) => {
  const w = await world()
  const html = await (await w.as(login).get("/help")).text()
  expect(html).toContain(heading)
  for (const word of ["/help/supervisor", "这是您的岗位", "待核查", "逾期"]) expect(html).toContain(word)
})

test("two parts of the help never stand in one place", () => {
  const places = house.help.map(
    ({ topic, rank, title }) => `${topic} ${title === undefined ? "step" : "section"} ${rank}`,
  )
  expect(places.length).toBeGreaterThan(60)
  expect(places.filter((place, i) => places.indexOf(place) !== i)).toEqual([])
})

test("others are one link away, and what is not there is not found", async () => {
  const w = await world()
  expect(await (await w.as("wang").get("/help/leader")).text()).toContain("帮助：领导")
  expect((await w.as("wang").get("/help/nobody")).status).toBe(404)
  expect((await w.as(null).get("/help")).status).toBe(401)
})

test.each<Login>(["wang", "jing", "head", "lin", "boss", "admin", "security", "auditor"])(
  "no topic links %s to a page that refuses",
  async (login) => {
    const w = await world()
    const links = new Set<string>()
    for (const key of ["liaison", "supervisor", "leader", "admin", "security", "auditor", "observer"]) {
      const html = await (await w.as(login).get(`/help/${key}`)).text()
      const steps = html.split("<ol>")[1]?.split("</ol>")[0] ?? ""
      for (const [, href = ""] of steps.matchAll(/href="([^"]*)"/g)) links.add(href)
    }
    expect(links).toContain("/units")
    expect(links.size).toBeGreaterThan(1)
    for (const link of links) expect((await w.as(login).get(link)).status, link).toBe(200)
  },
)
