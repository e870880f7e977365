/* Evidence: choosing is attaching. A file goes as soon as it is chosen, dropped or pasted; until it is there it stays. */

const isUpload = (ctx) => Boolean(ctx?.sourceElement?.matches?.("[data-drop]"))
const filesOf = (form) => [...(form?.elements ?? [])].filter(({ type }) => type === "file")
const chosenIn = (form) => filesOf(form).flatMap(({ files }) => [...files])

/* One that is too large is told before it travels. */
document.addEventListener(
  "change",
  (event) => {
    const input = event.target
    const zone = input.closest?.("[data-drop]")
    if (!zone || input.type !== "file") return
    const large = [...input.files].find(({ size }) => size > Number(input.dataset.largest))
    tell(zone, large ? `「${large.name}」超过 10 MB，请压缩或拆分后再上传` : "")
    if (!large) return
    event.stopPropagation()
    input.value = ""
  },
  true,
)

const tell = (zone, words, ...more) => zone.querySelector(".problem").replaceChildren(words, ...more)

/* How many are on their way. */
let uploads = 0
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!isUpload(ctx)) return
  uploads += 1
  ctx.sourceElement.querySelector(".uploading").textContent = "正在上传，请稍候…"
})
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (!isUpload(ctx)) return
  uploads -= 1
  ctx.sourceElement.querySelector(".uploading").textContent = ""
})

/* A form that waited for them carries what has not arrived, and nothing twice. */
function refiled(form, body) {
  if (!form || !(body instanceof FormData)) return
  for (const { name } of filesOf(form)) body.delete(name)
  for (const { name, files } of filesOf(form)) for (const file of files) body.append(name, file)
}

/* Refused, or nobody is there: what was chosen stays in its place, and can be sent again from there. */
const SIGN_IN = "在新窗口登录"
function signInLink() {
  const link = document.createElement("a")
  link.href = "/login?next=/account"
  link.target = "_blank"
  link.textContent = SIGN_IN
  return link
}
const reasonIn = (text) =>
  new DOMParser().parseFromString(text ?? "", "text/html").querySelector("main [role=alert]")?.textContent
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail
  const status = ctx?.response?.status
  if (isUpload(ctx)) {
    if (status === 200 || status === 422) return
    event.preventDefault()
    if (status === 401)
      tell(ctx.sourceElement, "登录已过期，文件还在本页，尚未上传：请", signInLink(), "，再点「上传」。")
    else tell(ctx.sourceElement, `没有上传，文件还在本页。${reasonIn(ctx.text) ?? "请稍后再点「上传」。"}`)
    return
  }
  if (status !== 401 || chosenIn(ctx.sourceElement).length === 0) return
  event.preventDefault()
  const form = ctx.sourceElement
  const words = document.createElement("p")
  words.className = "problem ended"
  words.setAttribute("role", "alert")
  words.append("登录已过期，没有提交，填写的内容和选中的文件都还在本页：请", signInLink(), "，再提交一次。")
  for (const before of form.querySelectorAll(".ended")) before.remove()
  form.append(words)
})
document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (isUpload(ctx)) tell(ctx.sourceElement, "暂时连不上服务器，文件还在本页，尚未上传。请稍后再点「上传」。")
})

/* By dropping or pasting onto what it belongs to. */
const zoneAt = (event) => event.target.closest?.("article, li")?.querySelector("[data-drop]")
function take(event, data) {
  const zone = zoneAt(event)
  if (!zone || !data?.files?.length) return
  event.preventDefault()
  const input = document.getElementById(zone.dataset.drop)
  input.files = data.files
  input.dispatchEvent(new Event("change", { bubbles: true }))
}
document.addEventListener("dragover", (event) => {
  if (zoneAt(event)) event.preventDefault()
})
document.addEventListener("drop", (event) => take(event, event.dataTransfer))
/* Word and Excel put a picture of the text beside the text: there the text is meant. */
document.addEventListener("paste", (event) => {
  if (!event.clipboardData?.types.includes("text/plain")) take(event, event.clipboardData)
})
