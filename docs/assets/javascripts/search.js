/* Search, where it is asked for: on the web its index is fetched only once a reader turns to it; in a folder it works without a server. */
(() => {
  "use strict"

  /* The theme asks for the index of the whole book at once. That one request waits until search has the focus, or the address asks for it. */
  const { open, send } = XMLHttpRequest.prototype
  const waiting = []
  let wanted = /[?&][qh]=/.test(location.search)
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.isSearchIndex = String(address).includes("search/search_index.json")
    return open.call(this, method, address, ...rest)
  }
  XMLHttpRequest.prototype.send = function (body) {
    if (this.isSearchIndex && !wanted) waiting.push(() => send.call(this, body))
    else send.call(this, body)
  }
  const ask = (event) => {
    if (!wanted && event.target instanceof Element && event.target.closest(".md-search, [for='__search'], #__search")) {
      wanted = true
      for (const go of waiting.splice(0)) go()
    }
  }
  for (const kind of ["focusin", "click", "change"]) document.addEventListener(kind, ask, true)

  /* A hyphen parts what is typed. Of names such as T-VEC, PD-1 and IL-6 both parts are then asked for, whole, or every word with a t would do.
     A single letter or figure at the end stands for itself: as a beginning it would call up every word with it. Only “a” and “i” are words that the index leaves out. */
  const asParts = (name) => `+${name.replaceAll("-", " +")}${/-[^ai]$/i.test(name) ? "" : "*"}`
  const whole = (words) => words.replace(/(?<!\S)(?:\S-\S+|\S+-\S{1,2})(?!\S)/g, asParts)
  const asked = (message) =>
    message && typeof message.data === "string" && message.type === 2 ? { ...message, data: whole(message.data) } : message
  const Native = window.Worker
  if (location.protocol !== "file:") {
    window.Worker = class extends Native {
      postMessage(message, ...rest) {
        super.postMessage(asked(message), ...rest)
      }
    }
    return
  }

  /* Files may not start workers. A hidden frame runs the same script; its two functions are set from here, so that no inline script is needed. */
  const load = (inside, address) =>
    new Promise((done, failed) => {
      const script = inside.document.createElement("script")
      script.src = address
      script.onload = done
      script.onerror = failed
      inside.document.body.append(script)
    })
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.inside = frame.contentWindow
      this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }))
      this.inside.importScripts = (...addresses) =>
        addresses.reduce((before, next) => before.then(() => load(this.inside, next)), Promise.resolve())
      this.ready = load(this.inside, address)
    }

    postMessage(message) {
      const data = structuredClone(asked(message))
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })))
    }
  }
})()
