/* 督查工作台 by keyboard: j and k move, a does the first act, r begins to write the opinion. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target.closest?.("input, textarea, select")) {
    if (event.key === "Escape") event.target.blur()
    return
  }
  const queue = document.getElementById("queue")
  if (!queue) return
  const rows = [...queue.querySelectorAll("a[href]")]
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"))
  if (event.key === "j") go(rows[at], rows[at + 1])
  else if (event.key === "k") go(rows[at], rows[at - 1])
  else if (event.key === "a" || event.key === "r") {
    const control = document.querySelector(`#item [data-key="${event.key}"]`)
    if (control?.matches("textarea")) control.focus()
    else control?.click()
  } else return
  event.preventDefault()
})

/* The mark moves at once, so that the next key counts from there while the item is still on its way. */
function go(from, to) {
  if (!to) return
  from?.removeAttribute("aria-current")
  to.setAttribute("aria-current", "true")
  to.click()
}

/* The open row stays in sight. */
document.addEventListener("htmx:after:swap", (event) => {
  const queue = document.getElementById("queue")
  if (!queue || event.detail.ctx?.target?.id !== "main") return
  const row = queue.querySelector("[aria-current]")
  if (row) queue.scrollTop += row.getBoundingClientRect().top - queue.getBoundingClientRect().top - 60
  // On a phone the item stands below the queue.
  const chosen = queue.contains(event.detail.ctx.sourceElement)
  if (chosen && innerWidth <= 760) document.getElementById("item")?.scrollIntoView()
})
