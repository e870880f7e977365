/* 导入: tables from the clipboard, files by dropping, document and plan linked while pointing, the place kept. */

/* Word, WPS and web pages put HTML beside the plain text: tables keep their cells in it. Edited text stands for itself. */
const RICHEST = 1_500_000
document.addEventListener("paste", (event) => {
  const box = event.target
  if (box.id !== "source" || box.tagName !== "TEXTAREA") return
  const html = event.clipboardData?.getData("text/html") ?? ""
  const whole = box.value === "" || (box.selectionStart === 0 && box.selectionEnd === box.value.length)
  document.getElementById("pasted-html").value = whole && html.length < RICHEST ? html : ""
})
document.addEventListener("input", (event) => {
  if (event.target.id !== "source" || event.inputType === "insertFromPaste") return
  document.getElementById("pasted-html").value = ""
})

/* A file dropped onto the form is read at once. */
const intakeForm = (event) => event.target.closest?.(".intake-form")
document.addEventListener("dragover", (event) => {
  const form = intakeForm(event)
  if (!form) return
  event.preventDefault()
  form.classList.add("dropping")
})
document.addEventListener("dragleave", (event) => intakeForm(event)?.classList.remove("dropping"))
document.addEventListener("drop", (event) => {
  const form = intakeForm(event)
  if (!form || !event.dataTransfer?.files.length) return
  event.preventDefault()
  form.classList.remove("dropping")
  form.querySelector("input[type=file]").files = event.dataTransfer.files
  form.requestSubmit()
})

/* Long work says that it is going on. */
document.addEventListener("submit", (event) => {
  const words = event.target.dataset?.busy
  const button = event.target.querySelector(".primary")
  if (!words || !button) return
  button.dataset.idle = button.textContent
  button.textContent = words
})
document.addEventListener("htmx:finally:request", () => {
  for (const button of document.querySelectorAll("[data-idle]")) {
    button.textContent = button.dataset.idle
    delete button.dataset.idle
  }
})

/* What belongs together lights up on both sides: the task with its lines, and a unit with its name in the document. */
function light(task, mark) {
  for (const lit of document.querySelectorAll("#draft .lit")) lit.classList.remove("lit")
  const lines = task ? document.querySelectorAll("#draft [data-tasks]") : []
  for (const line of lines) if (line.dataset.tasks.split(" ").includes(task)) line.classList.add("lit")
  if (task) document.querySelector(`#draft [data-task="${task}"]`)?.classList.add("lit")
  const names = mark ? document.querySelectorAll(`#draft [data-mark="${mark}"]`) : []
  for (const name of names) name.classList.add("lit")
}
function pointed(event) {
  const place = event.target.closest?.("#draft [data-task], #draft [data-tasks]")
  const mark = event.target.closest?.("#draft [data-mark]")?.dataset.mark
  if (place) light(mark?.split("-")[1] ?? place.dataset.task ?? place.dataset.tasks.split(" ")[0], mark)
}
document.addEventListener("mouseover", pointed)
document.addEventListener("focusin", pointed)

/* The lines of the open task come into view in their own pane; the page itself stays where it is. */
function showLines() {
  const pane = document.getElementById("source-lines")
  const line = pane?.querySelector("a.chosen") ?? pane?.querySelector(".chosen")
  if (!line) return
  const top = line.offsetTop - pane.offsetTop
  if (top < pane.scrollTop || top > pane.scrollTop + pane.clientHeight - 60) pane.scrollTop = top - 60
}
document.addEventListener("DOMContentLoaded", showLines)

/* A correction is no new page: the place is kept. */
let place = null
document.addEventListener("htmx:before:swap", () => {
  const draft = document.getElementById("draft")
  place = draft && { draft: draft.dataset.draft, top: scrollY }
})
document.addEventListener("htmx:after:swap", (event) => {
  const draft = document.getElementById("draft")
  if (!draft || event.detail.ctx?.target?.id !== "main") return
  if (place?.draft === draft.dataset.draft) {
    scrollTo(0, place.top)
    const anchor = event.detail.ctx.request.anchor
    const goal = (anchor && document.getElementById(anchor)) || draft.querySelector(".editing")
    goal?.scrollIntoView({ block: "nearest" })
  }
  showLines()
})
