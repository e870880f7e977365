import { strToU8, zipSync } from "fflate"
import type { Paper } from "./paper.ts"
import { fontTable, styles } from "./styles.ts"
import { block, closing, escaped, paragraph, receipt, signature } from "./wordprocessing.ts"

export const DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
const NAMESPACES = `xmlns:w="${MAIN}" xmlns:r="${OFFICE}"`
const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

/** Zip stores no date before 1980; a fixed one makes the same bytes every time. */
const MADE_ON = new Date(2026, 0, 1)

/**
 * A paper in the layout of 公文 (GB/T 9704-2012; domain.md 2), as Word, WPS and LibreOffice open it. Written by hand like
 * the workbook of src/plans/intake/drafts/template.ts: the same bytes on Node and at the edge, and nothing to load.
 */
export function docxOf(paper: Paper): Uint8Array<ArrayBuffer> {
  const headers =
    paper.mark === null ? [] : ["default", "even"].map((type) => part("header", type, header(paper.mark ?? "")))
  const footers = [part("footer", "default", pageNumber("right")), part("footer", "even", pageNumber("left"))]
  const pages = [...headers, ...footers]
  const targets: [string, string][] = [
    ["styles", "styles.xml"],
    ["settings", "settings.xml"],
    ["fontTable", "fontTable.xml"],
    ...pages.map(({ kind, name }): [string, string] => [kind, name]),
  ]
  const references = pages.map(
    ({ kind, type }, i) => `<w:${kind}Reference w:type="${type}" r:id="rId${targets.length - pages.length + i + 1}"/>`,
  )
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(pages),
    "_rels/.rels": `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    "docProps/core.xml": properties(paper),
    "word/document.xml": documentOf(paper, references.join("")),
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

type Part = { kind: "header" | "footer"; type: string; name: string; xml: string }

const part = (kind: Part["kind"], type: string, xml: string): Part => ({ kind, type, name: `${kind}_${type}.xml`, xml })

function documentOf(paper: Paper, references: string): string {
  const { issuer, kind, line, addressee, blocks } = paper
  const body = [
    paragraph("Title", issuer),
    paragraph("Title", kind),
    paragraph("NumberLine", line.join("\t")),
    paragraph("Addressee", `${addressee}：`),
    ...blocks.map(block),
    closing(paper.closing),
    signature(paper),
    receipt(paper.receipt),
  ]
  return `<w:document ${NAMESPACES}><w:body>${body.join("")}${section(references)}</w:body></w:document>`
}

/** A4 with a type area of 156 × 225 mm: 天头 37 mm, 订口 28 mm; page numbers end 23 mm above the edge. */
const section = (references: string): string =>
  `<w:sectPr>${references}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1134" w:footer="1304" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>`

const header = (mark: string): string => `<w:hdr ${NAMESPACES}>${paragraph("Header", mark)}</w:hdr>`

/** 「— 1 —」, one character in from the outer edge: right on odd pages, left on even ones (7.5). */
function pageNumber(side: "left" | "right"): string {
  const format = `<w:ind w:left="280" w:right="280"/><w:jc w:val="${side}"/>`
  const field = ["begin", "separate", "end"].map((type) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`)
  const [begin = "", separate = "", end = ""] = field
  const text = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
  const number = `${begin}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${separate}${text("1")}${end}`
  return `<w:ftr ${NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/>${format}</w:pPr>${text("— ")}${number}${text(" —")}</w:p></w:ftr>`
}

const settings = (): string =>
  `<w:settings xmlns:w="${MAIN}"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

const properties = ({ title, issuer }: Paper): string =>
  `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(issuer)}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>`

function contentTypes(pages: Part[]): string {
  const own = [
    ["document", "document.main"],
    ["styles", "styles"],
    ["settings", "settings"],
    ["fontTable", "fontTable"],
  ].map(([name, type]) => `<Override PartName="/word/${name}.xml" ContentType="${TYPE}.${type}+xml"/>`)
  const others = pages.map(({ kind, name }) => `<Override PartName="/word/${name}" ContentType="${TYPE}.${kind}+xml"/>`)
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${own.join("")}${others.join("")}</Types>`
}
