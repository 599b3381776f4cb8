/** Watches the three ways in which a picture comes: a chosen file, a pasted one, and one dropped on `target`. */
export function watchPictures({ input, button, target, onFile }) {
  button.addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    takeFirst(input.files);
    // Otherwise choosing the same file again would not be a change.
    input.value = "";
  });
  document.addEventListener(
    "paste",
    (event) => takeFirst(event.clipboardData?.files) && event.preventDefault(),
  );
  watchDrop(target, takeFirst);

  function takeFirst(files) {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
    return file !== undefined;
  }
}

function watchDrop(target, onFiles) {
  const mark = (isOver) => target.classList.toggle("is-drop-target", isOver);
  target.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    mark(true);
  });
  target.addEventListener("dragleave", (event) => {
    if (!target.contains(event.relatedTarget)) mark(false);
  });
  target.addEventListener("drop", (event) => {
    mark(false);
    if (onFiles(event.dataTransfer.files)) event.preventDefault();
  });
}
