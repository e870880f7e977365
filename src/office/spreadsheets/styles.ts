/* How the cells of our workbooks look: thin lines, 宋体, words that wrap; every text is text, so that no program changes it. */

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

/** By the place of its format below. */
export const STYLES = { none: 0, title: 1, note: 2, head: 3, text: 4, centred: 5, number: 6, day: 7 } as const

export type Kind = "text" | "centred" | "number" | "day"
/** Those that are to be filled in follow the others. */
const FILLED = 8

export const styleOf = (kind: Kind, filled: boolean): number =>
  filled ? FILLED + STYLES[kind] - STYLES.text : STYLES[kind]

const [TEXT, WHOLE, DAY] = [49, 1, 164]
const [PLAIN, BOLD, TITLE, SMALL] = [0, 1, 2, 3]

type Shape = { format: number; font: number; fill?: number; border?: boolean; across?: "center"; up?: "top" | "center" }

const xf = ({ format, font, fill = 0, border = true, across, up = "top" }: Shape): string =>
  `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment${across ? ` horizontal="${across}"` : ""} vertical="${up}" wrapText="1"/></xf>`

const kinds = (fill: number): string[] => [
  xf({ format: TEXT, font: PLAIN, fill }),
  xf({ format: TEXT, font: PLAIN, fill, across: "center" }),
  xf({ format: WHOLE, font: PLAIN, fill, across: "center" }),
  xf({ format: DAY, font: PLAIN, fill, across: "center" }),
]

const font = (size: number, bold = false) => `<font>${bold ? "<b/>" : ""}<sz val="${size}"/><name val="宋体"/></font>`
const solid = (colour: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`

export function stylesXml(): string {
  const formats = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    xf({ format: TEXT, font: TITLE, border: false, across: "center", up: "center" }),
    xf({ format: TEXT, font: SMALL, border: false, up: "center" }),
    xf({ format: TEXT, font: BOLD, fill: 2, across: "center", up: "center" }),
    ...kinds(0),
    ...kinds(3),
  ]
  const sides = ["left", "right", "top", "bottom"].map((side) => `<${side} style="thin"><color auto="1"/></${side}>`)
  return [
    `<styleSheet xmlns="${MAIN}">`,
    `<numFmts count="1"><numFmt numFmtId="${DAY}" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>`,
    `<fonts count="4">${font(11)}${font(11, true)}${font(16, true)}${font(10)}</fonts>`,
    `<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${solid("F2F2F2")}${solid("FFF8E1")}</fills>`,
    `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${sides.join("")}<diagonal/></border></borders>`,
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${formats.length}">${formats.join("")}</cellXfs></styleSheet>`,
  ].join("")
}
