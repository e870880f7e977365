import { strToU8, zipSync } from "fflate"
import { block, closing } from "./body.ts"
import { annexHead, annexNote, ending, imprint, receipt } from "./ending.ts"
import { front } from "./head.ts"
import type { Paper } from "./paper.ts"
import { areaOf, MAIN, NAMESPACES, type PagePart, pageParts, type Sheet, section } from "./sections.ts"
import { fontTable, styles } from "./styles.ts"
import { escaped, PAGE_BREAK, paragraphOf } from "./wordprocessing.ts"

export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

/** Zip stores no date before 1980; a fixed one makes the same bytes every time. */
const MADE_ON = new Date(2026, 0, 1)

/**
 * A paper in the layout of 公文 (GB/T 9704-2012; domain.md 2), as Word, WPS and LibreOffice open it. Written by hand like
 * the workbook of src/plans/intake/drafts/template.ts: the same bytes on Node and at the edge, and nothing to load.
 */
export function docxOf(paper: Paper): Uint8Array<ArrayBuffer> {
  const stretches = stretchesOf(paper)
  const pages = pageParts([...new Set(stretches.map(({ sheet }) => sheet))], paper.mark)
  const targets: [string, string][] = [
    ["styles", "styles.xml"],
    ["settings", "settings.xml"],
    ["fontTable", "fontTable.xml"],
    ...pages.map(({ kind, name }): [string, string] => [kind, name]),
  ]
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(pages),
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    "docProps/core.xml": properties(paper),
    "word/document.xml": documentOf(stretches, pages, targets.length - pages.length + 1),
    "word/_rels/document.xml.rels": `<Relationships xmlns="${PACKAGE}/relationships">${targets
      .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
      .join("")}</Relationships>`,
    "word/styles.xml": styles(),
    "word/settings.xml": settings(),
    "word/fontTable.xml": fontTable(),
  }
  for (const { name, xml } of pages) parts[`word/${name}`] = xml
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(XML + xml)])
  return new Uint8Array(zipSync(Object.fromEntries(files), { mtime: MADE_ON }))
}

/** What is printed on sheets of one direction. */
type Stretch = { sheet: Sheet; xml: string }

/** Text, annexes, 版记, receipt; what turns the sheet begins a section, and with it a page. */
function stretchesOf(paper: Paper): Stretch[] {
  const stretches: Stretch[] = []
  const add = (sheet: Sheet, xml: (isSame: boolean) => string) => {
    const last = stretches.at(-1)
    if (last?.sheet === sheet) last.xml += xml(true)
    else stretches.push({ sheet, xml: xml(false) })
  }
  add("portrait", () => main(paper))
  const { annexes = [] } = paper
  for (const [i, annex] of annexes.entries()) {
    const sheet = annex.landscape ? "landscape" : "portrait"
    const blocks = annex.blocks.map((one) => block(one, areaOf(sheet))).join("")
    add(sheet, (isSame) => annexHead(annex, i + 1, annexes.length, isSame ? PAGE_BREAK : "") + blocks)
  }
  const last =
    (paper.imprint ? imprint(paper.imprint, areaOf("portrait")) : "") + (paper.receipt ? receipt(paper.receipt) : "")
  if (last) add("portrait", () => last)
  return stretches
}

function main(paper: Paper): string {
  const area = areaOf("portrait")
  const { annexes = [], blocks, signed } = paper
  return [
    front(paper, area),
    ...blocks.map((one) => block(one, area)),
    closing(paper.closing, signed !== null),
    annexNote(annexes, signed !== null),
    ending(paper, area),
  ].join("")
}

/** Every section but the last ends in a paragraph that says what its pages are; a table needs one behind it anyway. */
function documentOf(stretches: Stretch[], pages: PagePart[], firstId: number): string {
  const ends = stretches.map(({ sheet }) => {
    const references = pages.map((part, i) =>
      part.sheet === sheet ? `<w:${part.kind}Reference w:type="${part.type}" r:id="rId${firstId + i}"/>` : "",
    )
    return section(sheet, references.join(""))
  })
  const body = stretches.map(({ xml }, i) => {
    const isLast = i === stretches.length - 1
    return xml + (isLast ? paragraphOf("SectionEnd", "") + ends[i] : paragraphOf("SectionEnd", "", ends[i]))
  })
  return `<w:document ${NAMESPACES}><w:body>${body.join("")}</w:body></w:document>`
}

const settings = (): string =>
  `<w:settings xmlns:w="${MAIN}"><w:mirrorMargins/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

const properties = ({ title, issuer }: Paper): string =>
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(issuer)}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>`

function contentTypes(pages: PagePart[]): string {
  const own = [
    ["document", "document.main"],
    ["styles", "styles"],
    ["settings", "settings"],
    ["fontTable", "fontTable"],
  ].map(([name, type]) => `<Override PartName="/word/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`)
  const others = pages.map(({ kind, name }) => `<Override PartName="/word/${name}" ContentType="${TYPE}.${kind}+xml"/>`)
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${own.join("")}${others.join("")}</Types>`
}
