import { type NumberSign, whole } from "./word_lists.ts"
import { type Attributes, attribute, isOn, readXml } from "./xml.ts"

export type Style = { name: string; basedOn: string | null; number: NumberSign; hidden: boolean }

/** What the styles of a document say of its paragraphs; `normal` is the one of paragraphs that name none. */
export type Styles = { byId: Map<string, Style>; normal: string | null }

const DEEPEST_DESCENT = 20

export function noStyles(): Styles {
  return { byId: new Map(), normal: null }
}

export function stylesIn(chunks: Iterable<Uint8Array>): Styles {
  const styles = noStyles()
  let style: Style | null = null
  let changed = 0
  const open = (name: string, attributes: Attributes) => {
    if (name.endsWith("Change")) changed++
    if (changed > 0) return
    if (name === "style") style = startStyle(styles, attributes)
    else if (style) describe(style, name, attributes)
  }
  const close = (name: string) => {
    if (name.endsWith("Change")) changed--
    if (name === "style") style = null
  }
  readXml(chunks, { open, close })
  return styles
}

function startStyle(styles: Styles, attributes: Attributes): Style {
  const style: Style = { name: "", basedOn: null, number: { list: null, level: null }, hidden: false }
  const id = attribute(attributes, "styleId") ?? ""
  styles.byId.set(id, style)
  const isDefault = ["1", "true", "on"].includes(attribute(attributes, "default") ?? "0")
  if (isDefault && attribute(attributes, "type") === "paragraph") styles.normal = id
  return style
}

function describe(style: Style, name: string, attributes: Attributes) {
  const value = attribute(attributes, "val") ?? ""
  if (name === "name") style.name = value
  if (name === "basedOn") style.basedOn = value
  if (name === "numId") style.number.list = value
  if (name === "ilvl") style.number.level = whole(value)
  if (name === "vanish") style.hidden = isOn(attributes)
}

/** The style and those that it is based on, nearest first; a circle of styles ends. */
function descent({ byId }: Styles, id: string | null): [string, Style][] {
  const line: [string, Style][] = []
  let next = id
  while (next && line.length < DEEPEST_DESCENT) {
    const style = byId.get(next)
    if (!style) break
    line.push([next, style])
    next = style.basedOn
  }
  return line
}

/** The number that a style gives its paragraphs, and the style that says so: the list knows its level by it. */
export function numberOfStyle(styles: Styles, id: string | null): NumberSign & { style: string | null } {
  for (const [style, { number }] of descent(styles, id ?? styles.normal)) {
    if (number.list !== null || number.level !== null) return { ...numberWithList(styles, style), style }
  }
  return { list: null, level: null, style: null }
}

/** A heading of the second level says only its level; the list stands in the style that it is based on. */
function numberWithList(styles: Styles, id: string): NumberSign {
  const signs = descent(styles, id).map(([, { number }]) => number)
  const list = signs.find((sign) => sign.list !== null)?.list ?? null
  return { list, level: signs[0]?.level ?? null }
}

export function isHiddenStyle(styles: Styles, id: string | null): boolean {
  return descent(styles, id).some(([, { hidden }]) => hidden)
}

/** A table of contents repeats every heading of the document. */
export function isContentsStyle(styles: Styles, id: string | null): boolean {
  return descent(styles, id).some(([, { name }]) => /^(?:toc|目录) ?\d/i.test(name))
}
