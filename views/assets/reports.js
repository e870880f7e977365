/* Reporting: saving while typing, keeping the session alive by it. */

const isSaving = (ctx) => Boolean(ctx?.sourceElement?.matches?.("[data-autosave]"))
const revisionIn = (form) => form?.querySelector("[name=revision]")

/* A queued saving was collected before the one ahead of it came back: it must meet the newest revision. */
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail
  if (!isSaving(ctx)) return
  savings += 1
  const revision = revisionIn(ctx.sourceElement.closest("form"))
  if (revision && ctx.request.body instanceof URLSearchParams) ctx.request.body.set("revision", revision.value)
})

/* Boxes with words that no saving has collected yet, and how many savings are on their way. */
const dirty = new Set()
let savings = 0
document.addEventListener("input", (event) => {
  const zone = event.target.closest?.("[data-autosave]")
  if (zone) dirty.add(zone)
})
document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail
  if (!isSaving(ctx)) return
  savings -= 1
  if (!ctx.response?.raw.ok) dirty.add(ctx.sourceElement)
})

/* Whatever else changes the page waits until the words are with the server, and meets the revision they then have. */
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail
  if (isSaving(ctx)) {
    dirty.delete(ctx.sourceElement)
    for (const { name } of filesOf(ctx.sourceElement.closest("form"))) ctx.request.body.delete(name)
    return
  }
  if (isUpload(ctx) || !document.querySelector("[data-autosave], [data-drop]")) return
  ctx.fetch = async (address, request) => {
    const own = ctx.sourceElement.closest?.("form")
    await allSaved(own)
    if (own?.matches(".report") && request.body?.has?.("revision")) request.body.set("revision", revisionIn(own).value)
    refiled(own, request.body)
    return fetch(address, request)
  }
})
async function allSaved(own) {
  const others = () => [...dirty].filter((zone) => zone.isConnected && zone.closest("form") !== own)
  for (const zone of others()) {
    const target = zone.getAttribute("hx-target")
    htmx.ajax("POST", zone.getAttribute("hx-post"), { source: zone, target, swap: "innerHTML" })
  }
  while (savings + uploads > 0) {
    await new Promise((resolve) => {
      document.addEventListener("htmx:finally:request", () => setTimeout(resolve), { once: true })
    })
  }
  if (others().length > 0) throw new Error("the words beside are not saved")
}

/* 本期无变化 is for boxes with nothing in them. */
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form.report")
  const unchanged = form?.querySelector(".unchanged")
  if (!unchanged) return
  const isWritten = [...form.querySelectorAll("textarea")].some((box) => box.value.trim() !== "")
  unchanged.hidden = isWritten || form.querySelector("[name=hasDifficulty]").checked
})

/* The last word before the page is closed or left otherwise. Evidence comes by a press alone. */
const ADDRESS = ["address", "addressName"]
addEventListener("pagehide", () => {
  for (const zone of dirty) {
    if (!zone.isConnected) continue
    const words = new FormData(zone.closest("form"))
    for (const { name } of filesOf(zone.closest("form"))) words.delete(name)
    for (const name of ADDRESS) words.delete(name)
    navigator.sendBeacon(zone.getAttribute("hx-post"), new URLSearchParams(words))
  }
})

/* The session ended, or the server is away: the words stay here, and the next key saves them once it is back. */
function unsaved(event) {
  const source = event.detail.ctx?.sourceElement
  if (!isSaving(event.detail.ctx)) return
  const place = source.closest("form").querySelector(".saved")
  const status = event.detail.ctx.response?.status
  if (status && status !== 401) return
  const revision = place.querySelector("[name=revision]")
  const words = document.createElement("span")
  words.className = "problem"
  words.append(status === 401 ? "登录已过期，内容还在本页，尚未保存。" : "暂时连不上服务器，内容还在本页，尚未保存。")
  if (status === 401) {
    const link = document.createElement("a")
    link.href = "/login?next=/account"
    link.target = "_blank"
    link.textContent = "在新窗口登录后继续填写即可"
    words.append(link)
  }
  place.replaceChildren(...(revision ? [revision] : []), words)
}
document.addEventListener("htmx:response:error", unsaved)
document.addEventListener("htmx:error", unsaved)

/* A 401 without content must not be swapped in. */
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail
  if (ctx?.response?.status === 401 && isSaving(ctx)) event.preventDefault()
})
