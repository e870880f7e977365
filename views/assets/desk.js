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
  if (event.key === "j") rows[at + 1]?.click()
  else if (event.key === "k") rows[at - 1]?.click()
  else if (event.key === "a" || event.key === "r") {
    const control = document.querySelector(`#item [data-key="${event.key}"]`)
    if (control?.matches("textarea")) control.focus()
    else control?.click()
  } else return
  event.preventDefault()
})

/* The open row stays in sight. */
document.addEventListener("htmx:after:swap", () => {
  document.querySelector("#queue [aria-current]")?.scrollIntoView({ block: "nearest" })
})
