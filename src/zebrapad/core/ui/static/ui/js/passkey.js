// Says on the page when a passkey could not be used; allauth only tells the console.

/**
 * Shows the sentence that the page holds ready for this.
 * @param {Document} page
 */
function watch(page) {
  const place = page.querySelector("[data-passkey-error]");
  const words = page.querySelector("template[data-passkey-words]");
  if (!place || !(words instanceof HTMLTemplateElement)) return;
  page.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    place.replaceChildren(words.content.cloneNode(true));
  });
}

if (typeof document !== "undefined") watch(document);
