import type { Login, World } from "./world.ts"

export type NumberLink = { href: string; n: number; of: string; text: string }

/** Every number on a page that is a link to what it counts. */
export function numberLinks(html: string): NumberLink[] {
  const links: NumberLink[] = []
  for (const [, attributes = "", inner = ""] of html.matchAll(/<a ([^>]*data-of="[^"]*"[^>]*)>(.*?)<\/a>/gs)) {
    const text = inner.replaceAll(/<[^>]*>/g, "").trim()
    const n = text.match(/(\d+)(?=\D*$)/)?.[1]
    links.push({
      href: (attributes.match(/href="([^"]*)"/)?.[1] ?? "").replaceAll("&amp;", "&"),
      of: attributes.match(/data-of="([^"]*)"/)?.[1] ?? "",
      n: n === undefined ? Number.NaN : Number(n),
      text,
    })
  }
  return links
}

/** How many tasks and assignments 任务清单 lists. */
export const listedOn = (html: string): Record<string, number> => ({
  tasks: html.split('<li class="task"').length - 1,
  parts: html.split('<li class="part"').length - 1,
})

/** Follows every number on a page: what it says beside how many its link lists. */
export async function followed(w: World, login: Login, path: string) {
  const html = await (await w.as(login).get(path)).text()
  const lists = new Map<string, Record<string, number>>()
  const results: { link: NumberLink; lists: number | undefined }[] = []
  for (const link of numberLinks(html)) {
    let found = lists.get(link.href)
    if (!found) {
      found = listedOn(await (await w.as(login).get(link.href)).text())
      lists.set(link.href, found)
    }
    results.push({ link, lists: found[link.of] })
  }
  return results
}
