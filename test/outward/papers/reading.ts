import { strFromU8, unzipSync } from "fflate"
import { expect } from "vitest"

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' }

type Visitor = { open?: (name: string, children: string[], within?: string) => void; text?: (text: string) => void }

/** Reads XML as strictly as Word does: one root, tags that match, nothing that XML 1.0 forbids, only known entities. */
export function strictly(xml: string, { open, text }: Visitor = {}) {
  expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u)
  const declared = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n/, "")
  expect(declared.length).toBeLessThan(xml.length)
  const within: { name: string; children: string[] }[] = []
  let roots = 0
  const TOKEN = /<(\/?)([\w:]+)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  for (let at = 0; at < declared.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const found = TOKEN.exec(declared)
    if (!found) throw new Error(`not well-formed at ${at}: ${declared.slice(at, at + 80)}`)
    const [, closes, name = "", attributes = "", empty, words] = found
    for (const part of [attributes, words ?? ""]) expect(part).not.toMatch(/&(?!(lt|gt|amp|quot);)/)
    if (words !== undefined) {
      expect(within.length).toBeGreaterThan(0)
      text?.(words.replace(/&(\w+);/g, (_, entity: string) => ENTITIES[entity] ?? ""))
    } else if (closes) {
      const left = within.pop()
      expect(left?.name).toBe(name)
      open?.(name, left?.children ?? [], within.at(-1)?.name)
    } else {
      if (within.length === 0) roots++
      within.at(-1)?.children.push(name)
      if (empty) open?.(name, [], within.at(-1)?.name)
      else within.push({ name, children: [] })
    }
  }
  expect(within).toEqual([])
  expect(roots).toBe(1)
}

/** Children in the order of ECMA-376, of those elements in which Word insists on it and of what we write there. */
const ORDER: Record<string, string[]> = {
  "w:pPr": [
    ..."pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs wordWrap".split(" "),
    ..."autoSpaceDE autoSpaceDN snapToGrid spacing ind jc textDirection outlineLvl rPr sectPr".split(" "),
  ],
  "w:rPr": "rStyle rFonts b color spacing w kern position sz szCs lang".split(" "),
  "w:tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook".split(" "),
  "w:tblpPr": [],
  "w:tblBorders": "top left bottom right insideH insideV".split(" "),
  "w:tblCellMar": "top left bottom right".split(" "),
  "w:trPr": "cantSplit trHeight tblHeader".split(" "),
  "w:tcPr": "tcW gridSpan vMerge tcBorders shd textDirection vAlign".split(" "),
  "w:pBdr": "top left bottom right between".split(" "),
  "w:sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid".split(" "),
  "w:tbl": "tblPr tblGrid tr".split(" "),
  "w:tr": "trPr tc".split(" "),
  "w:tc": "tcPr p".split(" "),
  "w:r": "rPr t tab fldChar instrText drawing mc:AlternateContent".split(" "),
  "w:font": "altName panose1 charset family pitch".split(" "),
  "w:style": "name basedOn qFormat pPr rPr".split(" "),
  "w:settings": "mirrorMargins evenAndOddHeaders characterSpacingControl compat themeFontLang".split(" "),
  "wp:anchor": [
    ..."simplePos positionH positionV extent effectExtent wrapNone docPr cNvGraphicFramePr".split(" "),
    "a:graphic",
  ],
  "wps:wsp": "cNvSpPr spPr txbx bodyPr".split(" "),
  "wps:spPr": "a:xfrm a:prstGeom a:noFill a:ln".split(" "),
}

/** Where order is free. */
const UNORDERED = ["w:trPr", "w:r"]

function inOrder(parent: string, children: string[]) {
  const order = ORDER[parent]
  if (!order) return
  const places = children.map((child) => order.indexOf(child.replace(/^(w|wp|wps):/, "")))
  expect({ parent, children, places: places.filter((place) => place < 0) }).toMatchObject({ places: [] })
  if (UNORDERED.includes(parent)) return
  expect({ parent, children, places }).toMatchObject({ places: places.toSorted((a, b) => a - b) })
}

/** The parts of a document, each read strictly; its paragraphs as they are printed; and what Word would refuse. */
export function readDocx(bytes: Uint8Array) {
  const parts = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
  for (const xml of Object.values(parts)) strictly(xml, { open: inOrder })
  complete(parts)
  const paragraphs = (part: string): string[] => {
    const lines: string[] = []
    let line = ""
    strictly(parts[part] ?? "", {
      text: (text) => {
        line += text
      },
      open: (name, _, within) => {
        if (name === "w:tab" && within === "w:r") line += "\t"
        if (name !== "w:p") return
        lines.push(line)
        line = ""
      },
    })
    return lines
  }
  const heads = Object.keys(parts).filter((name) => name.startsWith("word/header"))
  return { parts, paragraphs: paragraphs("word/document.xml"), heads: heads.map((name) => paragraphs(name).join("")) }
}

/** Every part has its type, every relation its part, every reference its relation, every style its definition. */
function complete(parts: Record<string, string>) {
  const all = (part: string, pattern: RegExp) =>
    [...(parts[part] ?? "").matchAll(pattern)].map(([, found = ""]) => found)
  const document = "word/document.xml"
  expect(all("[Content_Types].xml", /PartName="\/([^"]+)"/g).sort()).toEqual(
    Object.keys(parts)
      .filter((name) => !/\.rels$|^\[/.test(name))
      .sort(),
  )
  const targets = all("word/_rels/document.xml.rels", /Target="([^"]+)"/g)
  expect(targets.length).toBeGreaterThan(3)
  expect(targets.filter((name) => !(`word/${name}` in parts))).toEqual([])
  const relations = all("word/_rels/document.xml.rels", / Id="([^"]+)"/g)
  expect(new Set(relations).size).toBe(relations.length)
  expect(all(document, /r:id="([^"]+)"/g).filter((id) => !relations.includes(id))).toEqual([])
  const styles = all("word/styles.xml", /w:styleId="([^"]+)"/g)
  expect(new Set(styles).size).toBe(styles.length)
  const used = Object.keys(parts).flatMap((part) => all(part, /<w:pStyle w:val="([^"]+)"/g))
  expect(used.filter((id) => !styles.includes(id))).toEqual([])
  for (const name of Object.keys(parts)) declared(parts[name] ?? "")
}

/** Every prefix that is used is bound in its own part. */
function declared(xml: string) {
  const used = new Set([...xml.matchAll(/<\/?([\w]+):/g)].map(([, prefix]) => prefix))
  const bound = new Set([...xml.matchAll(/ xmlns:(\w+)="/g)].map(([, prefix]) => prefix))
  expect([...used].filter((prefix) => !bound.has(prefix))).toEqual([])
}

/** A section as its pages are: the sheet, the distances in millimetres, and the parts at head and foot by their type. */
export function sectionsOf(parts: Record<string, string>) {
  const target = (id = "") =>
    parts["word/_rels/document.xml.rels"]?.match(new RegExp(`Id="${id}" Type="[^"]+/(\\w+)" Target="([^"]+)"`)) ?? []
  const millimetres = (twips = "") => Math.round((Number(twips) / 1440) * 25.4)
  return [...(parts["word/document.xml"] ?? "").matchAll(/<w:sectPr>(.*?)<\/w:sectPr>/g)].map(([, xml = ""]) => {
    const [, wide, high, turned] = xml.match(/<w:pgSz w:w="(\d+)" w:h="(\d+)"(?: w:orient="(\w+)")?\/>/) ?? []
    const side = (name: string) => millimetres(xml.match(new RegExp(` w:${name}="(\\d+)"`))?.[1])
    const refers = (kind: string) =>
      [...xml.matchAll(new RegExp(`<w:${kind}Reference w:type="(\\w+)" r:id="(\\w+)"/>`, "g"))].map(([, type, id]) => {
        const [, relation, part = ""] = target(id)
        expect(relation).toBe(kind)
        return [type, parts[`word/${part}`] ?? ""] as const
      })
    return {
      sheet: turned ?? "portrait",
      size: [millimetres(wide), millimetres(high)],
      margins: { top: side("top"), right: side("right"), bottom: side("bottom"), left: side("left") },
      headers: Object.fromEntries(refers("header")),
      footers: Object.fromEntries(refers("footer")),
    }
  })
}

/** The tables of a document: in each row its cells, with what they cover and whether they go on from above. */
export const tablesOf = (xml: string) =>
  [...xml.matchAll(/<w:tbl>(.*?)<\/w:tbl>/g)].map(([, table = ""]) => ({
    grid: [...table.matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(([, width]) => Number(width)),
    rows: [...table.matchAll(/<w:tr>(.*?)<\/w:tr>/g)].map(([, row = ""]) => ({
      isHead: row.includes("<w:tblHeader/>"),
      isWhole: row.includes("<w:cantSplit/>"),
      cells: [...row.matchAll(/<w:tc>(.*?)<\/w:tc>/g)].map(([, cell = ""]) => ({
        text: [...cell.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(""),
        width: Number(cell.match(/<w:tcW w:w="(\d+)"/)?.[1]),
        across: Number(cell.match(/<w:gridSpan w:val="(\d+)"/)?.[1] ?? 1),
        merge: cell
          .match(/<w:vMerge(?: w:val="(\w+)")?\/>/)
          ?.map((found, i) => (i === 0 ? "" : (found ?? "continue")))[1],
      })),
    })),
  }))
