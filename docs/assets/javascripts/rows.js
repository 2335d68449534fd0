/* A long table is drawn in two steps: first what a screen can show, the rest with the reader's first move, or soon after.
   Without this script all of it is drawn at once. */
(() => {
  "use strict"

  /* An address that names a row, or words to be marked, needs all rows from the start. */
  if (location.hash || location.search) return
  /* Milliseconds until the rest is drawn for who only looks, or reads with a program that sends no key or touch to the page. */
  const PATIENCE = 8000
  const { classList } = document.documentElement
  classList.add("first-rows")

  const moves = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart", "focusin", "hashchange", "beforeprint"]
  const whole = () => {
    classList.remove("first-rows")
    for (const move of moves) removeEventListener(move, whole, true)
  }
  for (const move of moves) addEventListener(move, whole, { capture: true, passive: true })
  addEventListener("load", () => setTimeout(whole, PATIENCE))
})()
