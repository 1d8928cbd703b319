/* Copy what stands in a field; a secret is selected as soon as it has the focus. */
(() => {
  const copied = async field => {
    field.select();
    if (navigator.clipboard) return navigator.clipboard.writeText(field.value).then(() => true, () => false);
    return document.execCommand('copy');
  };
  document.addEventListener('click', async event => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    if (!await copied(document.getElementById(button.dataset.copy))) return;
    button.querySelector('span').textContent = button.dataset.done;
    desk.say(button.dataset.done);
  });
  document.addEventListener('focusin', event => { if (event.target.matches('[data-secret]')) event.target.select(); });
})();
