(function () {
  "use strict";
  var root = document.documentElement;
  var remember = function (value) { try { localStorage.setItem("theme", value); } catch (e) { /* private mode: not remembered */ } };
  var dark = function () {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  var theme = document.getElementById("theme");
  var name = function () { theme.textContent = dark() ? "Light" : "Dark"; theme.setAttribute("aria-label", "Switch to " + theme.textContent.toLowerCase() + " colours"); };
  theme.addEventListener("click", function () { var next = dark() ? "light" : "dark"; root.setAttribute("data-theme", next); remember(next); name(); });
  name();

  var form = document.getElementById("filter");
  if (!form) return;
  var rows = Array.prototype.map.call(document.querySelectorAll(".c"), function (row) {
    var because = row.querySelector(".because");
    return { row: row, group: row.parentNode, api: row.closest(".api"),
             text: (row.id + " " + row.firstElementChild.textContent + " " + row.parentNode.firstElementChild.textContent + " " + (because ? because.textContent : "")).toLowerCase() };
  });
  var apply = function () {
    var words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    var api = form.elements.api.value, verdict = form.elements.verdict.value;
    var active = words.length || api || verdict, shown = 0, groups = new Map(), apis = new Map();
    rows.forEach(function (item) {
      var fits = (!api || item.api.id === "api-" + api) &&
        (!verdict || (" " + item.row.getAttribute("data-v") + " ").indexOf(" " + verdict + " ") >= 0) &&
        words.every(function (word) { return item.text.indexOf(word) >= 0; });
      item.row.hidden = !fits;
      shown += fits ? 1 : 0;
      groups.set(item.group, groups.get(item.group) || fits);
      apis.set(item.api, apis.get(item.api) || fits);
    });
    groups.forEach(function (fits, group) { group.hidden = !fits; });
    apis.forEach(function (fits, part) { part.hidden = !fits; if (active && fits) part.open = true; });
    document.getElementById("none").hidden = shown > 0;
    form.querySelector("output").textContent = shown + " of " + rows.length + " clauses";
  };
  var wait;
  form.addEventListener("input", function () { clearTimeout(wait); wait = setTimeout(apply, 60); });
  form.addEventListener("reset", function () { setTimeout(apply); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  var reveal = function () {
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (e) { return; }
    var target = id && document.getElementById(id);
    if (!target) return;
    document.querySelectorAll(".at").forEach(function (old) { old.classList.remove("at"); });
    if (target.classList.contains("group")) target.classList.add("at");
    if (target.closest(".api") && target.closest("[hidden]")) { form.reset(); apply(); }
    for (var part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) setTimeout(reveal);
  });
  addEventListener("beforeprint", function () { document.querySelectorAll(".drift details").forEach(function (part) { part.open = true; }); });
  apply();
  reveal();
})();
