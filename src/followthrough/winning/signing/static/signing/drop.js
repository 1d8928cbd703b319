/* A file dropped anywhere on the page lands in its field; where it says so, it is sent at once. */
(() => {
  const drop = document.getElementById('sig-drop');
  if (!drop) return;
  const file = drop.querySelector('input[type=file]'), folded = drop.closest('details');
  const over = on => { drop.toggleAttribute('data-over', on); if (on && folded) folded.open = true; };
  addEventListener('dragover', event => { event.preventDefault(); over(true); });
  addEventListener('dragleave', event => { if (!event.relatedTarget) over(false); });
  addEventListener('drop', event => {
    event.preventDefault(); over(false);
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    if (drop.hasAttribute('data-at-once')) file.form.requestSubmit();
    else file.form.querySelector('button[type=submit]').focus();
  });
})();
