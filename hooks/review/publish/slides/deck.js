
(() => {
  "use strict"
  const slides = [...document.querySelectorAll("section")]
  const at = () => slides.findLastIndex(slide => slide.getBoundingClientRect().top < innerHeight / 2)
  const go = place => slides[Math.max(0, Math.min(slides.length - 1, place))].scrollIntoView()
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const away = event.target.closest?.("summary, a, .scroll")
    if (event.key === "ArrowRight" && !event.target.closest?.(".scroll") || event.key === "PageDown") go(at() + 1)
    else if (event.key === "ArrowLeft" && !event.target.closest?.(".scroll") || event.key === "PageUp") go(at() - 1)
    else if (event.key === " " && !away) go(at() + (event.shiftKey ? -1 : 1))
    else if (event.key === "Home") go(0)
    else if (event.key === "End") go(slides.length - 1)
    else if (event.key === "n" || event.key === "N") {
      const notes = [...document.querySelectorAll("details")]
      const open = !notes.every(note => note.open)
      for (const note of notes) note.open = open
    } else return
    event.preventDefault()
  })
})()
