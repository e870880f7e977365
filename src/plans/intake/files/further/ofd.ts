import { BROKEN, LONGEST_TEXT, Refused, TOO_LONG } from "#src/plans/intake/words/limits.ts"
import { type Attributes, readXml, resolved } from "../xml.ts"
import { openZip, type Zip } from "../zip.ts"
import { type Printed, type Rule, thinIn } from "./lines.ts"
import { type PrintedPage, piecesOfPages } from "./printed.ts"
import type { Further } from "./readers.ts"

/*
 * OFD, the national format of printed documents (GB/T 33190): an archive with a page a part, on it words that know their
 * places in millimetres.
 */

const MOST_PAGES = 300
const POINTS = 72 / 25.4

export function readOfd(bytes: Uint8Array): Further {
  const zip = openZip(bytes)
  const [root] = documentsIn(zip)
  if (!root) throw new Refused(BROKEN)
  const { pages, templates, height } = documentIn(zip, root)
  if (pages.length > MOST_PAGES) throw new Refused(`OFD 超过 ${MOST_PAGES} 页，请只保留方案正文`)
  return piecesOfPages(pages.map((page) => pageIn(zip, page, templates, height)))
}

/** Names of OFD have a prefix that each program chooses. */
const bare = (name: string) => name.slice(name.indexOf(":") + 1)

function read(
  zip: Zip,
  part: string,
  open: (name: string, attributes: Attributes) => void,
  more: Partial<{ close: (name: string) => void; text: (text: string) => void }> = {},
) {
  const chunks = zip.part(part)
  if (!chunks) throw new Refused(BROKEN)
  readXml(chunks, {
    open: (name, attributes) => open(bare(name), attributes),
    close: (name) => more.close?.(bare(name)),
    text: (text) => more.text?.(text),
  })
}

function documentsIn(zip: Zip): string[] {
  const found: string[] = []
  let isRoot = false
  read(
    zip,
    "ofd.xml",
    (name) => {
      isRoot = name === "DocRoot"
    },
    {
      close: () => {
        isRoot = false
      },
      text: (text) => {
        if (isRoot && text.trim() !== "") found.push(resolved("", text.trim()))
      },
    },
  )
  return found
}

type Document = { pages: string[]; templates: Map<string, string>; height: number }

function documentIn(zip: Zip, root: string): Document {
  const folder = root.slice(0, root.lastIndexOf("/") + 1)
  const found: Document = { pages: [], templates: new Map(), height: 297 * POINTS }
  let isBox = false
  read(
    zip,
    root,
    (name, attributes) => {
      const at = attributes.BaseLoc
      isBox = name === "PhysicalBox"
      if (name === "Page" && at) found.pages.push(resolved(folder, at))
      if (name === "TemplatePage" && at) found.templates.set(attributes.ID ?? "", resolved(folder, at))
    },
    {
      close: () => {
        isBox = false
      },
      text: (text) => {
        const [, , , height] = numbersIn(text)
        if (isBox && height) found.height = height * POINTS
      },
    },
  )
  return found
}

const numbersIn = (text: string | undefined) =>
  (text ?? "")
    .trim()
    .split(/\s+/)
    .map(Number)
    .map((one) => (Number.isFinite(one) ? one : 0))

/** What stands on a page, and on the sheet that it lies on, such as the red head. */
function pageIn(zip: Zip, part: string, templates: ReadonlyMap<string, string>, height: number): PrintedPage {
  const page: PrintedPage = { words: [], rules: [], height }
  const under: string[] = []
  addContent(zip, part, page, under)
  for (const id of under) {
    const template = templates.get(id)
    if (template) addContent(zip, template, page, [])
  }
  return page
}

/** `move` puts what an object says of itself on the page, in points. */
type Placed = { attributes: Attributes; move: (x: number, y: number) => { x: number; y: number }; scale: number }
type Code = { attributes: Attributes; text: string }

function addContent(zip: Zip, part: string, page: PrintedPage, under: string[]) {
  let object: Placed | null = null
  let code: Code | null = null
  let path: string | null = null
  let size = 0
  read(
    zip,
    part,
    (name, attributes) => {
      if (name === "Template" && under.length < MOST_PAGES) under.push(attributes.TemplateID ?? "")
      if (name === "TextObject" || name === "PathObject") object = placedBy(attributes)
      if (name === "TextCode") code = { attributes, text: "" }
      if (name === "AbbreviatedData") path = ""
    },
    {
      text: (text) => {
        size += text.length
        if (size > LONGEST_TEXT * LONGEST_PATH) throw new Refused(TOO_LONG)
        if (code) code.text += text
        else if (path !== null) path += text
      },
      close: (name) => {
        if (name === "TextCode" && code && object) page.words.push(...wordsOf(code, object))
        if (name === "AbbreviatedData" && path !== null && object) page.rules.push(...rulesOf(path, object))
        if (name === "TextCode") code = null
        if (name === "AbbreviatedData") path = null
        if (name === "TextObject" || name === "PathObject") object = null
      },
    },
  )
}
const LONGEST_PATH = 4

function placedBy(attributes: Attributes): Placed {
  const [left = 0, top = 0] = numbersIn(attributes.Boundary)
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = attributes.CTM ? numbersIn(attributes.CTM) : []
  const move = (x: number, y: number) => ({
    x: (left + a * x + c * y + e) * POINTS,
    y: (top + b * x + d * y + f) * POINTS,
  })
  return { attributes, move, scale: Math.hypot(c, d) }
}

/** Where a gap is wider, other words begin. */
const WIDE = 1.8

/** Each character knows how far it stands from the one before. */
function wordsOf({ attributes, text }: Code, { attributes: object, move, scale }: Placed): Printed[] {
  const size = Number(object.Size) || 0
  const gaps = gapsIn(attributes.DeltaX, text.length)
  const words: Printed[] = []
  let x = Number(attributes.X) || 0
  const y = Number(attributes.Y) || 0
  let open = { text: "", from: x, to: x }
  const end = () => {
    const [from, to] = [move(open.from, y), move(open.to, y)]
    const isUpright = Math.abs(to.y - from.y) < 1
    if (open.text.trim() !== "" && isUpright)
      words.push({ text: open.text, x: from.x, y: from.y, width: to.x - from.x, size: size * scale * POINTS })
  }
  for (const [i, sign] of text.split("").entries()) {
    if (i > 0 && (gaps[i - 1] ?? 0) > size * WIDE) {
      end()
      open = { text: "", from: x, to: x }
    }
    open.text += sign
    open.to = x + (/[\x20-\x7e]/.test(sign) ? size / 2 : size)
    x += gaps[i] ?? size
  }
  end()
  return words
}

/** `g 3 5` stands for three times five. */
function gapsIn(delta: string | undefined, most: number): number[] {
  const gaps: number[] = []
  const signs = (delta ?? "").trim().split(/\s+/)
  for (let at = 0; at < signs.length && gaps.length < most; at++) {
    if (signs[at] !== "g") gaps.push(Number(signs[at]) || 0)
    else {
      const [count = 0, gap = 0] = numbersIn(`${signs[at + 1]} ${signs[at + 2]}`)
      for (let i = 0; i < count && gaps.length < most; i++) gaps.push(gap)
      at += 2
    }
  }
  return gaps
}

/** How many numbers follow the sign of a step. */
const NUMBERS: Readonly<Record<string, number>> = { S: 2, M: 2, L: 2, Q: 4, B: 6, A: 7, C: 0 }

function rulesOf(path: string, { attributes, move }: Placed): Rule[] {
  const rules: Rule[] = []
  let [from, start] = [move(0, 0), move(0, 0)]
  for (const [, step = "", values = ""] of path.matchAll(/([SMLQBAC])([^SMLQBAC]*)/g)) {
    const numbers = numbersIn(values)
    const count = NUMBERS[step] ?? 0
    const to = count === 0 ? start : move(numbers[count - 2] ?? 0, numbers[count - 1] ?? 0)
    if (step === "M" || step === "S") start = to
    if (step === "L" || step === "C") rules.push({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })
    from = to
  }
  return attributes.Fill === "true" && attributes.Stroke === "false" ? thinIn(rules) : rules
}
