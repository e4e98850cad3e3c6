// Leaves a page that should not be seen: by its button, or Esc pressed twice.
// Without this module the button is a plain link; with it the page leaves no step back to it.

/** Two presses within this time are one wish to leave. */
const TWICE_WITHIN = 2000;

/**
 * Replaces the page; what it showed is gone before the next one has loaded.
 * @param {string} address
 * @param {Window} [view]
 */
export function leave(address, view = window) {
  view.document.documentElement.hidden = true;
  view.document.title = "";
  view.location.replace(address);
}

/**
 * Tells whether this press of Esc is the second of two.
 * @returns {(key: string, time: number) => boolean}
 */
export function twice() {
  let last = -Infinity;
  return (key, time) => {
    if (key !== "Escape") return false;
    const second = time - last < TWICE_WITHIN;
    last = second ? -Infinity : time;
    return second;
  };
}

/** @param {Document} page */
function watch(page) {
  const link = page.querySelector("a[data-quick-exit]");
  if (!(link instanceof HTMLAnchorElement)) return;
  const pressed = twice();
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link.href);
  });
  page.addEventListener("keydown", (event) => {
    if (pressed(event.key, event.timeStamp)) leave(link.href);
  });
}

if (typeof document !== "undefined") watch(document);
