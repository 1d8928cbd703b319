/* Menus that open under a button, the sidebar on a phone, and the dialog that fragments come into. */
(() => {
  const open = () => [...document.querySelectorAll('details.menu[open]')];
  const shut = (menu, focus) => { menu.open = false; if (focus) menu.querySelector('summary').focus(); };
  const dialog = () => document.getElementById('dialog');

  /* Where one is stays in sight in a long sidebar. */
  document.querySelector('#nav [aria-current=page]')?.scrollIntoView({ block: 'nearest' });

  document.addEventListener('click', event => {
    /* Its button takes the focus when something in it was chosen, so that a dialog gives it back to what one sees. */
    open().filter(menu => !menu.contains(event.target) || event.target.closest('a.item, button.item')).forEach(menu => shut(menu, menu.contains(event.target)));
    if (event.target.closest('[data-nav]')) document.getElementById('nav').toggle?.();
    if (event.target.closest('[data-help]')) desk.showKeys();
    const closes = event.target.closest('dialog [data-close]');
    if (closes || event.target.matches('dialog')) (closes ?? event.target).closest('dialog').close();
    const reason = event.target.closest('[data-reason]');
    if (reason) { event.preventDefault(); desk.toast({ text: reason.dataset.reason, tone: 'info' }); }
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const last = open().pop();
    if (last) { shut(last, true); event.stopImmediatePropagation(); return; }
    const nav = document.getElementById('nav');
    if (nav && innerWidth < 1024 && nav.getAttribute('aria-hidden') === 'false') nav.close();
  }, true);
  document.addEventListener('toggle', event => {
    if (event.target.matches?.('details.menu') && event.target.open) open().filter(menu => menu !== event.target && !menu.contains(event.target)).forEach(menu => shut(menu));
  }, true);

  /* A fragment in the dialog opens it; an empty answer (204) closes it. The element that asked gets the focus back. */
  document.addEventListener('htmx:afterSwap', event => {
    const box = dialog();
    if (event.detail.target !== box) return;
    if (!box.innerHTML.trim()) box.close();
    else if (!box.open) box.showModal();
    (box.querySelector('[data-focus], [autofocus], [aria-invalid=true]') ?? box.querySelector('input:not([type=hidden]), select, textarea, button'))?.focus();
    box.querySelectorAll('[autofocus]').forEach(one => one.removeAttribute('autofocus')); // htmx would focus it again as it settles, in the midst of typing
  });
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.target === dialog() && event.detail.xhr.status === 204) dialog().close();
  });
  document.addEventListener('DOMContentLoaded', () => dialog()?.addEventListener('close', () => dialog().replaceChildren()));
})();
