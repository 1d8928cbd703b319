/* The word after an act, ten seconds at the bottom right, with Undo (Z). The server sends it as the event "toast". */
(() => {
  const STAY = 10000, timers = new WeakMap();
  const box = () => document.getElementById('toaster');

  const leave = toast => { clearTimeout(timers.get(toast)); toast.remove(); };
  const arm = toast => { clearTimeout(timers.get(toast)); timers.set(toast, setTimeout(() => leave(toast), STAY)); };
  const held = toast => toast.matches(':hover') || toast.contains(document.activeElement);
  const watch = toast => {
    arm(toast);
    ['mouseenter', 'focusin'].forEach(name => toast.addEventListener(name, () => clearTimeout(timers.get(toast))));
    ['mouseleave', 'focusout'].forEach(name => toast.addEventListener(name, () => setTimeout(() => { if (!held(toast)) arm(toast); })));
  };

  desk.toast = ({ text, tone = 'kept', undo_url = '', undo_key = '', target = '', link = null }) => {
    const toast = document.getElementById('toast-shape').content.firstElementChild.cloneNode(true);
    toast.dataset.tone = tone;
    toast.setAttribute('role', tone === 'late' ? 'alert' : 'status');
    toast.querySelector('h2').textContent = text;
    toast.querySelector('.toast-content').prepend(desk.icon({ late: 'circle-alert', info: 'bell' }[tone] ?? 'check'));
    if (link) {
      const leads = toast.querySelector('a');
      Object.assign(leads, { href: link.url, textContent: link.label, hidden: false });
      if (link.tab) leads.target = '_blank';
    }
    if (undo_url) {
      const undo = toast.querySelector('[data-undo]');
      Object.assign(undo.dataset, { undo: undo_url, undoKey: undo_key, target });
      undo.hidden = false;
    }
    box().prepend(toast);
    [...box().children].slice(3).forEach(leave);
    watch(toast);
  };

  /* The undo's answer replaces what it names if that still stands here; else the page is asked again. Where something
     was changed since (409), the dialog says what, and offers the rest. */
  desk.undo = async button => {
    const { undo, undoKey, target } = button.dataset;
    if (!undo || button.getAttribute('aria-busy') === 'true') return;
    button.setAttribute('aria-busy', 'true');
    document.querySelectorAll(`.toast [data-undo="${CSS.escape(undo)}"]`).forEach(one => leave(one.closest('.toast')));
    const values = { idempotency_key: undoKey || desk.key() };
    if (target && document.querySelector(target)) {
      await htmx.ajax('POST', undo, { target, swap: 'outerHTML', values });
      button.removeAttribute('aria-busy');
      return;
    }
    const answer = await desk.send(undo, values).catch(() => null), elsewhere = answer?.headers.get('HX-Redirect');
    if (answer?.ok && elsewhere) location.assign(elsewhere);
    else if (answer?.ok) location.reload();
    else if (answer?.status === 409) htmx.ajax('GET', undo, { target: '#dialog', swap: 'innerHTML' });
    else desk.failed(answer ? answer.status : 0);
  };

  document.addEventListener('click', event => {
    const undo = event.target.closest('[data-undo]');
    if (undo?.dataset.undo) desk.undo(undo);
    else if (event.target.closest('.toast [data-close]')) leave(event.target.closest('.toast'));
  });
  document.addEventListener('toast', event => desk.toast(event.detail));
  document.addEventListener('DOMContentLoaded', () => box()?.querySelectorAll('.toast').forEach(watch));
})();
