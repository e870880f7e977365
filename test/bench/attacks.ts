import { Agent, type ClientRequest, request } from "node:http"
import { xlsx } from "#test/plans/intake/files/office.ts"

/** What is done to the program while its pages are measured, in a process of its own: `attacks.ts NAME BASE`. */

const [name = "", base = ""] = process.argv.slice(2)
const agent = new Agent({ keepAlive: false })
const MEGABYTE = 1024 * 1024
const SUPERVISOR = "__Host-sid=yanjiushi"

type Answer = { status: number; location: string }

function send(
  path: string,
  headers: Record<string, string>,
  write: (sent: ClientRequest) => void,
  method = "POST",
): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, location: "" })
    const sent = request(base + path, { agent, method, headers: { origin: base, ...headers } }, (response) => {
      response.resume()
      response.on("end", () => resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? "" }))
      response.on("error", failed)
    })
    // Whoever is cut off tries again, as a hostile client would.
    sent.on("error", failed)
    write(sent)
  })
}

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  send(path, { "content-type": "application/x-www-form-urlencoded", ...headers }, (sent) =>
    sent.end(new URLSearchParams(fields).toString()),
  )

/** So many megabytes in chunks, as fast as they are taken. */
function chunked(path: string, megabytes: number) {
  const piece = Buffer.alloc(MEGABYTE / 4, "a")
  const headers = { "content-type": "multipart/form-data; boundary=x", "transfer-encoding": "chunked" }
  return send(path, headers, (sent) => {
    let left = megabytes * 4
    const more = () => {
      while (left-- > 0) if (!sent.write(piece)) return void sent.once("drain", more)
      sent.end()
    }
    sent.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.docx"\r\n\r\n')
    more()
  })
}

function upload(bytes: Uint8Array, filename: string) {
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\n\r\n`
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n--x--\r\n")])
  const headers = { "content-type": "multipart/form-data; boundary=x", "content-length": String(body.length) }
  return send("/plans/new", { ...headers, cookie: SUPERVISOR }, (sent) => sent.end(body))
}

const phrases = Buffer.from(`方案\n${"（牵头单位：甲）".repeat(37_500)}`)
const tasks = Buffer.from(
  `某单位分工方案\n${Array.from({ length: 2000 }, (_, i) => `${i + 1}.落实第${i + 1}项任务，健全制度，按时报送。（责任单位：办公室、人事司）`).join("\n")}`,
)

/** One text of 330,000 characters that 20,000 cells name. */
function shared(): Uint8Array {
  const rows = Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`)
  return xlsx([{ name: "任务", rows: [["任务", "责任单位"]] }], {
    "xl/sharedStrings.xml": `<sst><si><t>${"长".repeat(330_000)}</t></si></sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${rows.join("")}</sheetData></worksheet>`,
  })
}

let made: Uint8Array | null = null
const workbook = (): Uint8Array => {
  made ??= shared()
  return made
}

/** Imports the plan, looks at every page of its draft, and throws it away again. */
async function plan() {
  const { location } = await upload(tasks, "方案.txt")
  if (!location) return
  for (let page = 1; page <= 20; page++)
    await send(`${location}?page=${page}`, { cookie: SUPERVISOR }, (sent) => sent.end(), "GET")
  await form(`${location}/removal`, { revision: "1" }, { cookie: SUPERVISOR })
}

let address = 0
const fromAnywhere = () => {
  address++
  return { "x-forwarded-for": `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}` }
}

const ATTACKS: Record<string, { atOnce: number; once: () => Promise<unknown> }> = {
  chunked: { atOnce: 5, once: () => chunked("/plans", 190) },
  sign_ins: {
    atOnce: 40,
    once: () => form("/login", { username: `nobody${address}`, password: "wrong" }, fromAnywhere()),
  },
  phrases: { atOnce: 1, once: () => upload(phrases, "方案.txt") },
  shared: { atOnce: 1, once: () => upload(workbook(), "台账.xlsx") },
  tasks: { atOnce: 1, once: plan },
}

const attack = ATTACKS[name]
if (!attack) throw new Error(`no attack ${name}`)
await Promise.all(
  Array.from({ length: attack.atOnce }, async () => {
    for (;;) await attack.once()
  }),
)
