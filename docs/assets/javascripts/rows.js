/* A long table is drawn in two steps: first what a screen can show, the rest once the page is whole. Without this script all of it is drawn at once. */
(() => {
  "use strict"

  /* An address that names a row, or words to be marked, needs all rows from the start. */
  if (location.hash || location.search) return
  const { classList } = document.documentElement
  classList.add("first-rows")
  addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => classList.remove("first-rows"))))
  addEventListener("beforeprint", () => classList.remove("first-rows"))
})()
