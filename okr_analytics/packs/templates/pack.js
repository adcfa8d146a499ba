"use strict";
// What the reader can do without a server: point at a mark to read it, click a heading to sort, zoom where Plotly is in.
(function () {
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("role", "status");
  document.body.append(tip);
  document.querySelectorAll(".drawn title").forEach(function (title) {
    const mark = title.parentElement;
    if (mark.tagName.toLowerCase() === "svg") { mark.setAttribute("aria-label", title.textContent); title.remove(); return; }
    const text = title.textContent;
    title.remove();
    mark.setAttribute("aria-label", text);
    mark.addEventListener("pointermove", function (event) {
      tip.textContent = text;
      tip.style.display = "block";
      tip.style.left = Math.max(4, Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8)) + "px";
      tip.style.top = Math.max(4, event.clientY - tip.offsetHeight - 10) + "px";
    });
    mark.addEventListener("pointerleave", function () { tip.style.display = "none"; });
  });

  function worth(row, column) {
    const cell = row.cells[column];
    const exact = cell.querySelector("data,time");
    if (!exact) return cell.textContent.trim().toLowerCase();
    return exact.tagName === "TIME" ? exact.dateTime : Number(exact.value);
  }
  document.querySelectorAll(".sortable").forEach(function (table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      head.tabIndex = 0;
      function sort() {
        const down = head.getAttribute("aria-sort") === "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = Array.from(table.tBodies[0].rows).sort(function (a, b) {
          const x = worth(a, column), y = worth(b, column);
          const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y));
          return down ? -order : order;
        });
        table.tBodies[0].append.apply(table.tBodies[0], rows);
      }
      head.addEventListener("click", sort);
      head.addEventListener("keydown", function (event) { if (event.key === "Enter") sort(); });
    });
  });

  if (typeof Plotly !== "undefined") {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const draw = function () {
      document.querySelectorAll(".live").forEach(function (place) {
        const both = JSON.parse(place.nextElementSibling.textContent);
        const figure = dark.matches ? both.dark : both.light;
        place.parentElement.classList.add("is-live");
        figure.layout.dragmode = "zoom";
        ["xaxis", "yaxis"].forEach(function (axis) { if (figure.layout[axis]) figure.layout[axis].fixedrange = false; });
        Plotly.react(place, figure.data, figure.layout, {
          displaylogo: false, responsive: true,
          modeBarButtonsToRemove: ["sendChartToCloud", "sendDataToCloud", "lasso2d", "select2d"]
        });
      });
    };
    draw();
    dark.addEventListener("change", draw);
  }
})();
