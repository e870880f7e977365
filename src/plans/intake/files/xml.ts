import { type Handler, Parser, Tokenizer, type TokenizerCallbacks } from "htmlparser2"
import { BROKEN, DEEPEST_NESTING, Refused, TOO_DEEP } from "#src/plans/intake/words/limits.ts"

export type Attributes = Record<string, string>
/** What a reader of XML is told. Names come without prefix where the prefix stands for the words of Office. */
export type XmlReader = {
  open: (name: string, attributes: Attributes) => void
  close: (name: string) => void
  text?: (text: string) => void
}

/** Namespaces whose names are read; those of drawings and extensions keep their prefix and so never look the same. */
const KNOWN = /wordprocessingml\/|spreadsheetml\/|markup-compatibility|package\/|\/relationships$|\/math$/
const USUAL: [string, boolean][] = ["w", "x", "mc", "r", "m"].map((prefix) => [prefix, true])

/**
 * Reads XML as it is unpacked, without ever holding the whole. A document type or an entity declaration ends the
 * reading: Office writes none, and they serve to reach other files or to swell the text.
 */
export function readXml(chunks: Iterable<Uint8Array>, reader: XmlReader) {
  const prefixes = new Map(USUAL)
  const local = (name: string) => withoutPrefix(name, prefixes)
  let depth = 0
  const steps = parsed(chunks, {
    onopentag: (name, attributes) => {
      if (++depth > DEEPEST_NESTING) throw new Refused(TOO_DEEP)
      if (depth === 1) for (const [key, uri] of Object.entries(attributes)) learnPrefix(key, uri, prefixes)
      reader.open(local(name), attributes)
    },
    onclosetag: (name) => {
      depth--
      reader.close(local(name))
    },
    ontext: (text) => reader.text?.(text),
  })
  while (!steps.next().done);
}

/** The same of a part with hundreds of thousands of elements: each attribute comes by itself, after `open` and before anything else. */
export type LeanXmlReader = {
  open: (name: string) => void
  attribute: (name: string, value: string) => void
  close: (name: string) => void
  text: (text: string) => void
}

/**
 * Reads it a piece at a time: after each of them others may have their turn. Attributes keep their prefix, and whatever is
 * not closed in turn is broken.
 */
export function* readLeanXml(chunks: Iterable<Uint8Array>, reader: LeanXmlReader): Generator<void> {
  const pieces = slidingPieces()
  const tokenizer = new Tokenizer({ xmlMode: true }, tokensOf(reader, pieces.between))
  for (const text of texts(chunks)) {
    pieces.add(text)
    tokenizer.write(text)
    yield
  }
  tokenizer.end()
}

/** The words between two places of a text of which only the last two pieces are held: no name is longer than a piece. */
function slidingPieces() {
  let [before, last] = ["", ""]
  let from = 0
  return {
    add: (text: string) => {
      if (text === "") return
      from += last.length
      before = last
      last = text
    },
    between: (start: number, end: number): string => {
      if (start >= from) return last.slice(start - from, end - from)
      const back = from - before.length
      if (start < back) throw new Refused(BROKEN)
      return before.slice(start - back, end - back) + last.slice(0, Math.max(0, end - from))
    },
  }
}

/** What the parser's own tokens tell. The parser itself keeps a list of all that is open and of all attributes. */
function tokensOf(reader: LeanXmlReader, between: (start: number, end: number) => string): TokenizerCallbacks {
  const prefixes = new Map(USUAL)
  const open: string[] = []
  let [name, value] = ["", ""]
  const close = (closed: string) => {
    if (open.pop() !== closed) throw new Refused(BROKEN)
    reader.close(withoutPrefix(closed, prefixes))
  }
  const nothing = () => undefined
  return {
    onopentagname: (start, end) => {
      const opened = between(start, end)
      if (open.push(opened) > DEEPEST_NESTING) throw new Refused(TOO_DEEP)
      reader.open(withoutPrefix(opened, prefixes))
    },
    onattribname: (start, end) => {
      name = between(start, end)
      value = ""
    },
    onattribdata: (start, end) => {
      value += between(start, end)
    },
    onattribentity: (sign) => {
      value += String.fromCodePoint(sign)
    },
    onattribend: () => {
      if (open.length === 1) learnPrefix(name, value, prefixes)
      reader.attribute(name, value)
    },
    onopentagend: nothing,
    onselfclosingtag: () => close(open.at(-1) ?? ""),
    onclosetag: (start, end) => close(between(start, end)),
    ontext: (start, end) => reader.text(between(start, end)),
    ontextentity: (sign) => reader.text(String.fromCodePoint(sign)),
    oncdata: (start, end, offset) => reader.text(between(start, end - offset)),
    ondeclaration: refuseDeclaration,
    onprocessinginstruction: nothing,
    oncomment: nothing,
    onend: nothing,
  }
}

function refuseDeclaration(): never {
  throw new Refused("文件里有外部引用声明，出于安全不读取，请复制正文后粘贴")
}

function* parsed(chunks: Iterable<Uint8Array>, told: Partial<Handler>): Generator<void> {
  const onprocessinginstruction = (name: string) => {
    if (name.startsWith("!")) refuseDeclaration()
  }
  const parser = new Parser({ ...told, onprocessinginstruction }, { xmlMode: true })
  for (const text of texts(chunks)) {
    parser.write(text)
    yield
  }
  parser.end()
}

/** UTF-16 is told by its mark; everything else must be UTF-8, so that no two readers see different words. */
function* texts(chunks: Iterable<Uint8Array>): Generator<string> {
  let decoder: TextDecoder | null = null
  try {
    for (const chunk of chunks) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder?.decode() ?? ""
  } catch (error) {
    throw error instanceof TypeError ? new Refused(BROKEN) : error
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le"
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8"
}

function learnPrefix(name: string, uri: string, prefixes: Map<string, boolean>) {
  if (name.startsWith("xmlns:")) prefixes.set(name.slice("xmlns:".length), KNOWN.test(uri))
}

function withoutPrefix(name: string, prefixes: Map<string, boolean>): string {
  const colon = name.indexOf(":")
  return colon > 0 && prefixes.get(name.slice(0, colon)) ? name.slice(colon + 1) : name
}

/** An attribute by its name without prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  if (Object.hasOwn(attributes, name)) return attributes[name]
  const found = Object.keys(attributes).find((key) => key.endsWith(`:${name}`))
  return found === undefined ? undefined : attributes[found]
}

/** Whether a switch such as <w:vanish/> or <w:vanish w:val="0"/> is on. */
export function isOn(attributes: Attributes): boolean {
  return !["0", "false", "off", "none"].includes(attribute(attributes, "val") ?? "1")
}

export type Relationship = { id: string; type: string; target: string }

/** The parts that a part refers to, by their full names. What lies outside the archive is never looked at. */
export function relationshipsOf(part: (name: string) => Iterable<Uint8Array> | null, source: string): Relationship[] {
  const folder = source.slice(0, source.lastIndexOf("/") + 1)
  const chunks = part(`${folder}_rels/${source.slice(folder.length)}.rels`)
  const found: Relationship[] = []
  if (!chunks) return found
  readXml(chunks, {
    open: (name, attributes) => {
      const [id, type, target] = ["Id", "Type", "Target"].map((key) => attribute(attributes, key) ?? "")
      if (name !== "Relationship" || attribute(attributes, "TargetMode") === "External") return
      found.push({ id: id ?? "", type: (type ?? "").split("/").at(-1) ?? "", target: resolved(folder, target ?? "") })
    },
    close: () => {},
  })
  return found
}

/** The name of a part that another one in this folder calls so. */
export function resolved(folder: string, target: string): string {
  const path = target.startsWith("/") ? target.slice(1) : folder + target
  const parts: string[] = []
  for (const part of path.split("/")) {
    if (part === "..") parts.pop()
    else if (part !== ".") parts.push(part)
  }
  return parts.join("/")
}
