/* "/" leads to the box of 搜索, where single keys are on; where they are off it does not say so. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.target.closest?.("input, textarea, select")) return
  const box = document.querySelector("#find input[placeholder]")
  if (!box) return
  event.preventDefault()
  const place = box.offsetParent ? box : document.querySelector("#find button")
  place.focus()
})
