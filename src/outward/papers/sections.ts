import { paragraph, paragraphOf } from "./wordprocessing.ts"

/*
 * The sheets of a paper: A4 with a type area of 156 × 225 mm, bound at the left and printed on both sides (GB/T 9704-2012
 * 5.2, 6). Margins are those of odd pages; settings.xml mirrors them. A landscape sheet is the same sheet turned: its page
 * number stays in the lower outer corner of the upright one (8).
 */

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
export const MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
export const NAMESPACES = `xmlns:w="${MAIN}" xmlns:r="${OFFICE}"`

const DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
const SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
const DRAWN = `${NAMESPACES} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="${DRAWING}/wordprocessingDrawing" xmlns:a="${DRAWING}/main" xmlns:wps="${SHAPE}"`

/** Of a landscape sheet 天头 and 地脚 are the sides, each a millimetre within what the standard allows. */
const SHEETS = {
  portrait: {
    size: '<w:pgSz w:w="11906" w:h="16838"/>',
    margins: { top: 2098, right: 1474, bottom: 1984, left: 1588 },
    area: 8844,
  },
  landscape: {
    size: '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    margins: { top: 1531, right: 2041, bottom: 1531, left: 2041 },
    area: 12756,
  },
} as const

export type Sheet = keyof typeof SHEETS

/** The width of the type area, in twips. */
export const areaOf = (sheet: Sheet): number => SHEETS[sheet].area

/** A file of the document: what stands at the head or foot of pages. */
export type PagePart = { kind: "header" | "footer"; sheet: Sheet; type: "default" | "even"; name: string; xml: string }

const TYPES = ["default", "even"] as const

/** Heads and feet of the sheets that a paper has; odd and even pages differ. */
export function pageParts(sheets: readonly Sheet[], mark: string | null): PagePart[] {
  return sheets.flatMap((sheet) => {
    const both = (kind: PagePart["kind"], xml: (type: PageType) => string) =>
      TYPES.map((type): PagePart => ({ kind, sheet, type, name: `${kind}_${sheet}_${type}.xml`, xml: xml(type) }))
    const heads = mark === null ? [] : both("header", () => header(mark))
    return [...heads, ...both("footer", sheet === "portrait" ? pageNumber : turnedNumber)]
  })
}

/** What a section says of its pages. */
export function section(sheet: Sheet, references: string): string {
  const { size, margins } = SHEETS[sheet]
  const sides = Object.entries(margins).map(([side, distance]) => ` w:${side}="${distance}"`)
  return `<w:sectPr>${references}<w:type w:val="nextPage"/>${size}<w:pgMar${sides.join("")} w:header="1134" w:footer="${FOOT}" w:gutter="0"/><w:cols w:space="720"/></w:sectPr>`
}

/** From the edge of the sheet to the foot of the page number's line: its dashes are 7 mm below the type area (7.5). */
const FOOT = 1440

const header = (mark: string): string => `<w:hdr ${NAMESPACES}>${paragraph("Header", mark)}</w:hdr>`

type PageType = (typeof TYPES)[number]

/** 「— 1 —」, one character in from the outer edge: right on odd pages, left on even ones (7.5). */
function numbered(type: PageType): string {
  const format = `<w:ind w:left="280" w:right="280"/><w:jc w:val="${type === "default" ? "right" : "left"}"/>`
  const mark = (what: string) => `<w:r><w:fldChar w:fldCharType="${what}"/></w:r>`
  const text = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
  const field = `${mark("begin")}<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>${mark("separate")}${text("1")}${mark("end")}`
  return paragraphOf("Footer", text("— ") + field + text(" —"), format)
}

const pageNumber = (type: PageType): string => `<w:ftr ${NAMESPACES}>${numbered(type)}</w:ftr>`

/** Twips are 635 EMU, the measure of drawings. */
const EMU = 635
/** The box of a turned page number: across the line of figures, and along it. */
const BOX = { across: 480, along: 2400 }

/** The same in a text box turned by a quarter: left of the type area, low on odd pages, high on even ones. */
function turnedNumber(type: PageType): string {
  const { margins } = SHEETS.landscape
  const x = (DASHES - BOX.across / 2) * EMU
  const y = (type === "default" ? 11906 - margins.bottom - BOX.along : margins.top) * EMU
  const size = `cx="${BOX.across * EMU}" cy="${BOX.along * EMU}"`
  const shape = `<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent>${numbered(type)}</w:txbxContent></wps:txbx><wps:bodyPr rot="0" vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>`
  const place = `<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>${x}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>${y}</wp:posOffset></wp:positionV><wp:extent ${size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="1" name="页码"/><wp:cNvGraphicFramePr/>`
  const drawing = `<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">${place}<a:graphic><a:graphicData uri="${SHAPE}">${shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>`
  const choice = `<w:r><mc:AlternateContent><mc:Choice Requires="wps">${drawing}</mc:Choice></mc:AlternateContent></w:r>`
  return `<w:ftr ${DRAWN}>${paragraphOf("Footer", choice)}</w:ftr>`
}

/** The dashes are 7 mm beyond the type area, which begins 36 mm from the edge. */
const DASHES = 1644
