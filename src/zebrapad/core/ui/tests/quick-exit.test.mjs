import assert from "node:assert/strict";
import { test } from "node:test";

import { leave, twice } from "../static/ui/js/quick-exit.js";

test("Esc twice in a row is a wish to leave", () => {
  const pressed = twice();
  assert.equal(pressed("Escape", 1000), false);
  assert.equal(pressed("Escape", 1400), true);
});

test("one Esc, or two far apart, is not", () => {
  const pressed = twice();
  assert.equal(pressed("Escape", 1000), false);
  assert.equal(pressed("Escape", 9000), false);
  assert.equal(pressed("a", 9100), false);
});

test("leaving hides the page and leaves no step back", () => {
  const went = [];
  const view = {
    document: { documentElement: { hidden: false }, title: "Talk" },
    location: { replace: (address) => went.push(address) },
  };
  leave("https://neutral.example/", view);
  assert.equal(view.document.documentElement.hidden, true);
  assert.equal(view.document.title, "");
  assert.deepEqual(went, ["https://neutral.example/"]);
});
