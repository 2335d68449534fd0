/* A citation's reference pops up by touch and goes away with Escape; without this script a tap leads to the reference below. */
(() => {
  "use strict"

  const noteOf = (event) => (event.target instanceof Element ? event.target.closest("a.footnote-ref") : null)
  let asked = null

  /* The first tap on a citation shows its reference, the second one goes there. */
  document.addEventListener("pointerdown", (event) => {
    const note = noteOf(event)
    asked = event.pointerType !== "mouse" && note !== document.activeElement ? note : null
  })
  document.addEventListener("click", (event) => {
    const note = noteOf(event)
    if (note && note === asked) {
      event.preventDefault()
      note.focus()
    }
    asked = null
  })

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    for (const note of document.querySelectorAll("a.footnote-ref[aria-controls]")) {
      note.dispatchEvent(new Event("mouseleave"))
      note.blur()
    }
  })
})()
