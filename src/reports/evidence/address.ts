/*
 * Evidence by address (网址): a page that is published, or a file that lies elsewhere. It is written down and shown;
 * people open it, the program never does.
 */

/** Evidence that is to be added: where it is, and what it is called. */
export type NewAddress = { address: string; name: string }

export const LONGEST_ADDRESS = 500
export const LONGEST_ADDRESS_NAME = 80

const SCHEMES = ["https:", "http:"]
const WHOLE = "请填写完整的网址，以 https:// 或 http:// 开头"

/** The address that a browser would open; null: none that is shown as one. */
export function webAddress(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null
  return url && SCHEMES.includes(url.protocol) && url.username === "" && url.password === "" ? url : null
}

/** What was typed, and its words: an address, nothing, or what is wrong with it. */
export function addressIn(typed: string, name: string): NewAddress | { problem: string } | null {
  const text = typed.trim()
  const words = nameIn(name)
  if (text === "") return words === "" ? null : { problem: "只写了名称，请填写网址，或清空名称" }
  if (text.length > LONGEST_ADDRESS) return tooLong(text.length)
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null
  if (!url) return { problem: WHOLE }
  if (!webAddress(url.href)) return { problem: "网址里不能带用户名和口令，请去掉「@」及其前面的部分" }
  if (url.href.length > LONGEST_ADDRESS) return tooLong(url.href.length)
  const length = [...words].length
  if (length > LONGEST_ADDRESS_NAME) return { problem: `网址名称最多 ${LONGEST_ADDRESS_NAME} 字，现有 ${length} 字` }
  return { address: url.href, name: words || url.host }
}

const tooLong = (length: number) => ({
  problem: `网址最长 ${LONGEST_ADDRESS} 个字符（汉字每个计 9 个），现有 ${length} 个`,
})

/** Nothing in it turns the direction of what follows. */
const nameIn = (name: string): string => name.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, "").trim()
