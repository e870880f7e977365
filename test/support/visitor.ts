/** A browser without a screen: keeps cookies, posts forms as the page's own origin does, follows nothing by itself. */
export function visitor(origin: string) {
  const jar = new Map<string, string>()

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(origin + path, {
      ...init,
      headers: { origin, ...(cookie ? { cookie } : {}), ...init.headers },
      redirect: "manual",
      signal: init.signal ?? AbortSignal.timeout(20_000),
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = set.match(/^([^=]+)=([^;]*)/) ?? []
      if (value === "" || /max-age=0/i.test(set)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  const get = (path: string, init: RequestInit = {}) => send(path, init)
  const post = (path: string, fields: Record<string, string> | FormData, init: RequestInit = {}) =>
    send(path, { ...init, method: "POST", body: fields instanceof FormData ? fields : new URLSearchParams(fields) })

  return {
    get,
    post,
    /** The page as text. */
    read: async (path: string) => (await get(path)).text(),
    /** Posts the form that stands on a page under this action, with its hidden fields and what is typed over them. */
    async submit(page: string, action: string, typed: Record<string, string> = {}) {
      return post(action, { ...hiddenIn(await (await get(page)).text(), action), ...typed })
    },
    async signIn(username: string, password: string) {
      const response = await post("/login", { username, password })
      if (response.status !== 303) throw new Error(`${username} cannot sign in: ${response.status}`)
    },
  }
}

export type Visitor = ReturnType<typeof visitor>

/** The hidden fields of the form that posts to an address, by its own action or by one of its buttons. */
export function hiddenIn(html: string, action: string): Record<string, string> {
  const form = html.match(/<form\b[\s\S]*?<\/form>/g)?.find((text) => text.includes(`action="${action}"`))
  if (!form) throw new Error(`no form on the page posts to ${action}`)
  const fields: Record<string, string> = {}
  for (const [input] of form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const name = input.match(/\bname="([^"]*)"/)?.[1]
    if (name) fields[name] = (input.match(/\bvalue="([^"]*)"/)?.[1] ?? "").replaceAll("&amp;", "&")
  }
  return fields
}
