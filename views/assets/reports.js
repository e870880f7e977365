/* Reporting: saving while typing, keeping the session alive by it, dropping and pasting evidence. */

/* A queued saving was collected before the one ahead of it came back: it must meet the newest revision. */
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail
  if (!ctx.sourceElement?.matches?.("[data-autosave]")) return
  const revision = ctx.sourceElement.closest("form")?.querySelector("[name=revision]")
  if (revision && ctx.request.body instanceof URLSearchParams) ctx.request.body.set("revision", revision.value)
})

/* The session ended, or the server is away: the words stay here, and the next key saves them once it is back. */
function unsaved(event) {
  const source = event.detail.ctx?.sourceElement
  if (!source?.matches?.("[data-autosave]")) return
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
  if (ctx?.response?.status === 401 && ctx.sourceElement?.matches?.("[data-autosave]")) event.preventDefault()
})

/* Evidence by dropping or pasting onto an item. */
const filesOf = (data) => (data?.files?.length ? data.files : null)
function take(event, data) {
  const zone = event.target.closest?.(".due")?.querySelector("[data-drop]")
  const files = filesOf(data)
  if (!zone || !files) return
  event.preventDefault()
  const input = document.getElementById(zone.dataset.drop)
  input.files = files
  input.form.requestSubmit()
}
document.addEventListener("dragover", (event) => {
  if (event.target.closest?.(".due")) event.preventDefault()
})
document.addEventListener("drop", (event) => take(event, event.dataTransfer))
document.addEventListener("paste", (event) => take(event, event.clipboardData))
