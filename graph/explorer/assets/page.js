// What every page does beyond its HTML.
"use strict";

// The text of a page is longer than its box: the marked words come into view.
for (const box of document.querySelectorAll(".text")) {
  const mark = box.querySelector("mark");
  if (mark) box.scrollTop = mark.offsetTop - box.offsetTop - 60;
}
