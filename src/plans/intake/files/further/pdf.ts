import { getResolvedPDFJS } from "unpdf"
import { BROKEN, LONGEST_TEXT, Refused, TOO_LONG } from "#src/plans/intake/words/limits.ts"
import { type Printed, type Rule, thinIn } from "./lines.ts"
import { type PrintedPage, piecesOfPages } from "./printed.ts"
import type { Further } from "./readers.ts"

/* PDF with a text layer, as Word, WPS and browsers print it. pdf.js says what stands where; nothing is drawn or run. */

type Matrix = readonly [number, number, number, number, number, number]
type Page = Awaited<ReturnType<Document["getPage"]>>
type Document = Awaited<ReturnType<typeof opened>>

const MOST_PAGES = 300
const ENCRYPTED = "文件已加密，请去掉密码后再选择"

export async function readPdf(bytes: Uint8Array): Promise<Further> {
  const document = await opened(bytes)
  try {
    if (document.numPages > MOST_PAGES) throw new Refused(`PDF 超过 ${MOST_PAGES} 页，请只保留方案正文`)
    return piecesOfPages(await pagesOf(document))
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(BROKEN)
  } finally {
    await document.destroy()
  }
}

async function opened(bytes: Uint8Array) {
  fitOut()
  const { getDocument } = await getResolvedPDFJS()
  // The bytes are handed over for good; nothing is fetched, compiled or drawn, and pictures are not even unpacked.
  const task = getDocument({
    data: new Uint8Array(bytes),
    disableFontFace: true,
    isEvalSupported: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    maxImageSize: 0,
    verbosity: 0,
  })
  return task.promise.catch((error: unknown) => {
    throw new Refused(error instanceof Error && error.name === "PasswordException" ? ENCRYPTED : BROKEN)
  })
}

/** What pdf.js moves buffers by, and Node 20 has not yet. */
function fitOut() {
  const prototype: { transferToFixedLength?: (length?: number) => ArrayBuffer } = ArrayBuffer.prototype
  prototype.transferToFixedLength ??= function (this: ArrayBuffer, length = this.byteLength) {
    const moved = new ArrayBuffer(length)
    new Uint8Array(moved).set(new Uint8Array(this, 0, Math.min(length, this.byteLength)))
    return moved
  }
}

async function pagesOf(document: Document): Promise<PrintedPage[]> {
  const pages: PrintedPage[] = []
  let characters = 0
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number)
    const printed = await printedOn(page)
    characters += printed.words.reduce((sum, { text }) => sum + text.length, 0)
    if (characters > LONGEST_TEXT) throw new Refused(TOO_LONG)
    pages.push(printed)
    page.cleanup()
  }
  return pages
}

async function printedOn(page: Page): Promise<PrintedPage> {
  const { height, transform } = page.getViewport({ scale: 1 })
  const base = matrixIn(transform)
  const { items } = await page.getTextContent({ disableNormalization: true })
  const words = items.flatMap((item): Printed[] => {
    if (!("str" in item) || item.str.trim() === "") return []
    const place = times(base, matrixIn(item.transform))
    const size = Math.hypot(place[2], place[3])
    // What stands across the page is a watermark or a seal.
    const isUpright = Math.abs(place[1]) < 0.01 * size && place[0] > 0
    return isUpright ? [{ text: item.str, x: place[4], y: place[5], width: item.width, size }] : []
  })
  return { words: words.length > 0 ? words : [], rules: words.length > 0 ? await rulesOn(page, base) : [], height }
}

const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0]

function matrixIn(values: unknown): Matrix {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) return IDENTITY
  const [a, b, c, d, e, f] = Array.from(values as ArrayLike<number>, Number)
  return [a ?? 1, b ?? 0, c ?? 0, d ?? 1, e ?? 0, f ?? 0]
}

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

/** The rules of tables are paths that are stroked, or thin areas that are filled. */
async function rulesOn(page: Page, base: Matrix): Promise<Rule[]> {
  const { OPS } = await getResolvedPDFJS()
  const { fnArray, argsArray } = await page.getOperatorList()
  const rules: Rule[] = []
  const stack: Matrix[] = []
  let now = base
  for (const [i, operation] of fnArray.entries()) {
    const args: unknown = argsArray[i]
    if (operation === OPS.save || operation === OPS.paintFormXObjectBegin) stack.push(now)
    if (operation === OPS.restore || operation === OPS.paintFormXObjectEnd) now = stack.pop() ?? base
    if (operation === OPS.transform) now = times(now, matrixIn(args))
    if (operation === OPS.paintFormXObjectBegin && Array.isArray(args) && args[0]) now = times(now, matrixIn(args[0]))
    if (operation === OPS.constructPath && Array.isArray(args)) {
      const [painted, paths]: unknown[] = args
      const isFilled = [OPS.fill, OPS.eoFill].some((one) => one === painted)
      const isStroked = [OPS.stroke, OPS.closeStroke, OPS.fillStroke].some((one) => one === painted)
      if (isFilled || isStroked) rules.push(...segmentsIn(pathIn(paths), now, isFilled))
    }
  }
  return rules
}

const pathIn = (paths: unknown): number[] =>
  Array.isArray(paths) && ArrayBuffer.isView(paths[0]) ? Array.from(paths[0] as unknown as ArrayLike<number>) : []

/** How many numbers follow the sign of a step: to a point, a line, a curve, a curve, back. */
const NUMBERS = [2, 2, 6, 4, 0]

function segmentsIn(path: readonly number[], matrix: Matrix, isFilled: boolean): Rule[] {
  const segments: Rule[] = []
  let from = { x: 0, y: 0 }
  let start = from
  for (let at = 0; at < path.length; ) {
    const step = path[at] ?? 4
    const numbers = NUMBERS[step] ?? 0
    const [x = 0, y = 0] = path.slice(at + numbers - 1, at + numbers + 1)
    const point = { x: matrix[0] * x + matrix[2] * y + matrix[4], y: matrix[1] * x + matrix[3] * y + matrix[5] }
    const to = numbers === 0 ? start : point
    if (step === 0) start = point
    if (step === 1 || step === 4) segments.push({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })
    from = to
    at += numbers + 1
  }
  return isFilled ? thinIn(segments) : segments
}
