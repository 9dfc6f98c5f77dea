"use strict";
const table = document.getElementById("claims");
const bar = document.getElementById("filter");
const rows = Array.from(table.tBodies[0].rows);
const chosen = {};
const apply = () => {
  for (const row of rows) {
    row.hidden = Object.entries(chosen).some(([key, value]) => value !== "" && row.dataset[key] !== value);
  }
};
for (const key of ["outcome", "rule", "reference"]) {
  const names = new Map();
  for (const row of rows) {
    if (row.dataset[key]) names.set(row.dataset[key], row.dataset[key + "Name"] || row.dataset[key]);
  }
  if (names.size < 2) continue;
  const label = document.createElement("label");
  label.textContent = bar.dataset[key] + " ";
  const select = document.createElement("select");
  select.append(new Option(bar.dataset.all, ""));
  for (const [value, name] of [...names].sort()) select.append(new Option(name, value));
  select.addEventListener("change", () => { chosen[key] = select.value; apply(); });
  label.append(select);
  bar.append(label);
  bar.hidden = false;
}
