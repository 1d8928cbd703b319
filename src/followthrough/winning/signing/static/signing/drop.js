/* A file dropped on the page is checked at once. */
(() => {
  const drop = document.getElementById('sig-drop'), file = document.getElementById('file');
  if (!drop) return;
  const over = on => drop.toggleAttribute('data-over', on);
  addEventListener('dragover', event => { event.preventDefault(); over(true); });
  addEventListener('dragleave', () => over(false));
  addEventListener('drop', event => {
    event.preventDefault(); over(false);
    if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; file.form.requestSubmit(); }
  });
})();
