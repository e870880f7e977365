import type { Law } from "#db/schema.ts"

/*
 * How people write the title of a law: with 《》 or without, with 中华人民共和国 before it or without, several in a row.
 */

const STATE = "中华人民共和国"

/** Without 《》 around it, and with one kind of marks inside. */
export const bareTitle = (text: string): string =>
  text
    .trim()
    .replace(/^《(.*)》$/s, "$1")
    .replaceAll("《", "〈")
    .replaceAll("》", "〉")
    .trim()

/** 民法典: as documents call it. */
export const shortTitle = (title: string): string =>
  title.startsWith(STATE) && title.length > STATE.length ? title.slice(STATE.length) : title

/** The titles by which a law that is called so may have been entered. */
export const titlesOf = (title: string): [string, string] => [shortTitle(title), `${STATE}${shortTitle(title)}`]

/** 《民法典》. */
export const citedLaw = (title: string): string => `《${shortTitle(title)}》`

/**
 * The titles in a text, in their order, each once: what stands within 《》, else what 、，；or the end of a line divides.
 * Inner marks belong to their title.
 */
export function titlesIn(text: string): string[] {
  const parts = text.includes("《")
    ? text
        .replaceAll(/》\s*(?=[^》]*《|[^》]*$)/g, "》\n")
        .split("\n")
        .flatMap(quotedOrListed)
    : listed(text)
  return [...new Set(parts.map(bareTitle).filter(Boolean))]
}

const listed = (text: string) => text.split(/[、，,；;\n]/)

/** A title in 《》 with what stands before it: 民法典、《宪法》. */
function quotedOrListed(text: string): string[] {
  const begin = text.indexOf("《")
  return begin < 0 ? listed(text) : [...listed(text.slice(0, begin)), text.slice(begin)]
}

type Named = Pick<Law, "id" | "title">

/** The laws that titles name; `unknown`: those that nobody has entered. */
export function lawsAmong<One extends Named>(laws: readonly One[], titles: readonly string[]) {
  const byTitle = new Map(laws.map((law) => [shortTitle(law.title), law] as const))
  const found = titles.map((title) => ({ title, law: byTitle.get(shortTitle(title)) }))
  return {
    laws: [...new Set(found.flatMap(({ law }) => law ?? []))],
    unknown: found.flatMap(({ title, law }) => (law ? [] : [title])),
  }
}

/** The sentence for a field in which a law is named that nobody has entered; null: all are known. */
export function unknownLaws(laws: readonly Named[], titles: readonly string[]): string | null {
  const { unknown } = lawsAmong(laws, titles)
  return unknown.length === 0
    ? null
    : `法律法规中没有${unknown.map((title) => `《${title}》`).join("")}，请从列表中选择，或请督查人员先添加`
}
