import { expect, test } from "vitest"
import {
  done,
  enter,
  multipart,
  onReport,
  openRound,
  refused,
  reportOf,
  type Upload,
  WORDS,
} from "#test/support/acts.ts"
import { PDF } from "#test/support/files.ts"
import { type Login, type World, world } from "#test/support/world.ts"

const MEGABYTE = 1024 * 1024
const PHOTO: Upload = { name: "会议照片.pdf", bytes: PDF }

function large(name: string): Upload {
  const bytes = new Uint8Array(10 * MEGABYTE)
  bytes.set(PDF)
  return { name, bytes }
}

async function inRound() {
  const w = await world()
  await done(openRound(w))
  return w
}

const PATH = "/assignments/1/rounds/1/report"
const words = { ...WORDS, revision: "0", version: "0" }
const send = (w: World, files: Upload[], login: Login | null = null) =>
  w.as(login).post(PATH, multipart(words, { files }))

const hidden = (html: string, name: string) =>
  new RegExp(`<textarea hidden="" name="kept:${name}">\\n([^<]*)</textarea>`).exec(html)?.[1]

/** Signs in on a page that asks for it, with everything that it carries along. */
async function signInOn(w: World, html: string) {
  const { givePassword, PASSWORD } = await import("#test/support/passwords.ts")
  await givePassword(w, "wang")
  const fields = Object.fromEntries(
    [...html.matchAll(/<textarea hidden="" name="(kept:[^"]+)">\n([^<]*)<\/textarea>/g)].map(
      ([, name = "", value = ""]) => [name, value],
    ),
  )
  return w.as(null).post("/login", { username: "wang", password: PASSWORD, action: PATH, ...fields })
}

test("of a report whose session is over the words are kept and its files named as lost, by the sign-in page and after it", async () => {
  const w = await inRound()
  const asked = await send(w, [PHOTO, { name: "签到表.pdf", bytes: PDF }])
  expect(asked.status).toBe(401)
  const html = await asked.text()
  expect(html).toContain("您填写的内容已保留")
  expect(html).toContain("文件「会议照片.pdf、签到表.pdf」没有保留，请重新选择")
  expect(hidden(html, "achieved")).toBe(WORDS.achieved)

  const resumed = await (await signInOn(w, html)).text()
  expect(resumed).toContain("文件「会议照片.pdf、签到表.pdf」没有保留，请重新选择")
  expect(resumed).toContain("回去选择附件")
  expect(resumed).not.toContain("继续提交")

  // The button leads to the item: nothing is sent without its files, and every word is in its box.
  const posted = { ...words, lost: "会议照片.pdf、签到表.pdf" }
  const item = await refused(w, () => w.as("wang").post(PATH, posted), 422, "文件「会议照片.pdf、签到表.pdf」没有保留")
  expect(item).toContain(WORDS.achieved)
  expect(item).toContain(WORDS.nextSteps)
  expect(await reportOf(w, 1)).toBeNull()
  await done(send(w, [PHOTO], "wang"))
})

test("files of thirty megabytes cost nobody the words beside them", async () => {
  const w = await inRound()
  const asked = await send(w, [large("一.pdf"), large("二.pdf"), large("三.pdf")])
  expect(asked.status).toBe(401)
  const html = await asked.text()
  expect(hidden(html, "achieved")).toBe(WORDS.achieved)
  expect(hidden(html, "nextSteps")).toBe(WORDS.nextSteps)
  expect(html).toContain("文件「一.pdf 等」没有保留")
})

test("a form that is cut within a part's head is read as far as it goes", async () => {
  const w = await inRound()
  const part = (name: string, text: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`
  const head = `--x\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n`
  const first = part("achieved", "写好的文字")
  const filler = part("problems", "长".repeat(1000).slice(0, 100))
  const room = 2 * MEGABYTE - new TextEncoder().encode(first + filler).length
  const padding = part("padding", "a".repeat(room - part("padding", "").length - 40))
  const body = `${first}${filler}${padding}${head}Content-Type: application/pdf\r\n\r\n${"b".repeat(1000)}\r\n--x--\r\n`
  const headers = { origin: "http://127.0.0.1:3000", "content-type": "multipart/form-data; boundary=x" }
  const response = await w.app.request(`http://127.0.0.1:3000${PATH}`, { method: "POST", headers, body })
  expect(response.status).toBe(401)
  expect(hidden(await response.text(), "achieved")).toBe("写好的文字")
})

test("whatever else refuses a form says which files are lost, and offers no retry without them", async () => {
  const w = await inRound()
  await done(onReport(w, "wang", 1, "report"))
  await done(onReport(w, "lin", 1, "acceptance"))
  const html = await refused(w, () => send(w, [PHOTO], "wang"), 409)
  expect(html).toContain("文件「会议照片.pdf」没有保留，请重新选择")
  expect(html).toContain(WORDS.achieved)
  const foreign = await send(w, [PHOTO], "zhou")
  expect(foreign.status).toBe(403)
  expect(await foreign.text()).toContain("文件「会议照片.pdf」没有保留")
})

test("no file, nothing said of files", async () => {
  const w = await inRound()
  const asked = await w.as(null).post(PATH, words)
  expect(await asked.text()).not.toMatch(/没有保留|name="kept:lost"/)
  const nameless = multipart(words, { files: [{ name: "", bytes: new Uint8Array() }] })
  expect(await (await w.as(null).post(PATH, nameless)).text()).not.toMatch(/没有保留|name="kept:lost"/)
})

test("of a paper report that comes back the scan has to be chosen again, and that is said; a script leaves it there", async () => {
  const w = await inRound()
  const long = { achieved: "长".repeat(20_001) }
  const html = await refused(w, () => enter(w, "lin", 1, long), 422, "现有 20001 字")
  expect(html).toContain("文件「签字件.pdf」没有保留，请重新选择")
  const body = multipart({ ...WORDS, ...long }, { scan: [{ name: "签字件.pdf", bytes: PDF }] })
  const headers = { origin: "http://127.0.0.1:3000", cookie: "__Host-sid=lin", "HX-Request": "true" }
  const entry = "http://127.0.0.1:3000/assignments/1/rounds/1/entry"
  const boosted = await w.app.request(entry, { method: "POST", headers, body })
  expect(boosted.status).toBe(422)
  expect(await boosted.text()).not.toContain("没有保留")
})
