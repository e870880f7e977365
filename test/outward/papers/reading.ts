import { strFromU8, unzipSync } from "fflate"
import { expect } from "vitest"

const ENTITIES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' }

type Visitor = { open?: (name: string, children: string[]) => void; text?: (text: string) => void }

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
      open?.(name, left?.children ?? [])
    } else {
      if (within.length === 0) roots++
      within.at(-1)?.children.push(name)
      if (empty) open?.(name, [])
      else within.push({ name, children: [] })
    }
  }
  expect(within).toEqual([])
  expect(roots).toBe(1)
}

/** Children in the order of ECMA-376, of those elements in which Word insists on it and of what we write there. */
const ORDER: Record<string, string[]> = {
  "w:pPr": [
    ..."pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs wordWrap autoSpaceDE".split(" "),
    ..."autoSpaceDN snapToGrid spacing ind jc outlineLvl rPr".split(" "),
  ],
  "w:rPr": "rStyle rFonts b color spacing w kern position sz szCs lang".split(" "),
  "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook".split(" "),
  "w:tcPr": "tcW gridSpan vMerge tcBorders shd vAlign".split(" "),
  "w:sectPr": "headerReference footerReference pgSz pgMar pgNumType cols titlePg docGrid".split(" "),
  "w:tbl": "tblPr tblGrid tr".split(" "),
  "w:tc": "tcPr p".split(" "),
  "w:font": "altName panose1 charset family pitch".split(" "),
  "w:style": "name basedOn qFormat pPr rPr".split(" "),
  "w:settings": "evenAndOddHeaders characterSpacingControl compat themeFontLang".split(" "),
}

function inOrder(parent: string, children: string[]) {
  const order = ORDER[parent]
  if (!order) return
  const places = children.map((child) => order.indexOf(child.replace(/^w:/, "")))
  expect({ parent, children, places: places.filter((place) => place < 0) }).toMatchObject({ places: [] })
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
      open: (name) => {
        if (name === "w:tab") line += "\t"
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
  expect(all(document, /r:id="([^"]+)"/g).filter((id) => !relations.includes(id))).toEqual([])
  const styles = all("word/styles.xml", /w:styleId="([^"]+)"/g)
  expect(all(document, /<w:pStyle w:val="([^"]+)"/g).filter((id) => !styles.includes(id))).toEqual([])
}
