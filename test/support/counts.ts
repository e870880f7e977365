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

/** How many tasks and assignments 任务清单 lists, and how many plans and other lines 总览 and its pages. */
export const listedOn = (html: string): Record<string, number> => ({
  tasks: html.split('<li class="task"').length - 1,
  parts: html.split('<li class="part"').length - 1,
  plans: html.split('<tr class="plan-line').length - 1,
  coming: html.split('<tr class="coming-line').length - 1,
  asked: html.split('<tr class="asked-line').length - 1,
  moved: html.split('<tr class="moved-line').length - 1,
})

/** How much waits in the list with this id: a line each, or as many as a line says. */
function waitingIn(html: string, id: string): number {
  const from = html.indexOf(`id="${id}"`)
  // The lists of single plans stand inside the list of all.
  const to = id === "waiting" ? html.indexOf("</section>", from) : html.indexOf("</ul>", from)
  const lines = html.slice(from, to).match(/<li[ >].*?<\/li>/gs) ?? []
  return lines.reduce((sum, line) => sum + Number(line.match(/(?:待复核 |另有)(\d+)件/)?.[1] ?? 1), 0)
}

/** Follows every number on a page: what it says beside how many its link lists. */
export async function followed(w: World, login: Login, path: string) {
  const read = async (href: string) => (await w.as(login).get(href)).text()
  const lists = new Map<string, Record<string, number>>()
  const results: { link: NumberLink; lists: number | undefined }[] = []
  for (const link of numberLinks(await read(path))) {
    const href = link.href.startsWith("#") ? path + link.href : link.href
    let found = lists.get(href)
    if (!found) {
      const html = await read(href)
      const [, place] = href.split("#")
      found = { ...listedOn(html), waiting: place ? waitingIn(html, place) : 0 }
      lists.set(href, found)
    }
    results.push({ link, lists: found[link.of] })
  }
  return results
}
