// A button that copies the citation, or the code (`data-copies`), beside it. Absent where the browser cannot copy, such as on a page read from disk.

export default function cite(root) {
  const citation = root.querySelector(".citation");
  if (!citation || !navigator.clipboard) return;
  const what = root.dataset.copies ?? "citation";
  const box = document.createElement("div");
  const button = document.createElement("button");
  const status = document.createElement("span");
  box.className = "copy";
  button.type = "button";
  button.textContent = `Copy ${what}`;
  status.setAttribute("role", "status");
  box.append(button, status);
  citation.after(box);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(citation.textContent.trim());
      status.textContent = `${what.replace(/^./, (letter) => letter.toUpperCase())} copied`;
    } catch {
      status.textContent = "The browser did not allow copying; select the text instead";
    }
  });
}
