/* Editing in place: F2, Enter, double click or the pencil turn a value into a field; leaving it saves, Esc brings it back. */
(() => {
  const start = value => htmx.ajax('GET', value.dataset.edit, { target: value, swap: 'outerHTML' });
  const state = form => [...new FormData(form)].filter(([name]) => name !== 'csrfmiddlewaretoken').map(([name, value]) => `${name}=${value.name ?? value}`).join('&');
  const before = new WeakMap();
  const back = form => {
    if (form.dataset.leaving) return;
    form.dataset.leaving = '1';
    htmx.ajax('GET', form.dataset.cancel, { target: form.closest('dd'), swap: 'outerHTML' });
  };
  const save = form => {
    if (form.dataset.leaving) return;
    if (before.get(form) === state(form) && !form.querySelector('[aria-invalid=true]')) { back(form); return; }
    form.requestSubmit();
  };

  document.addEventListener('dblclick', event => { const value = event.target.closest('.editable'); if (value) start(value); });
  document.addEventListener('click', event => {
    if (event.target.closest('.pen')) start(event.target.closest('.editable'));
    if (event.target.closest('[data-cancel-edit]')) back(event.target.closest('form'));
    const use = event.target.closest('[data-use]');
    if (use) {
      const field = use.closest('form').elements[use.dataset.use], text = use.closest('form').elements[`${use.dataset.use}_text`];
      if (!field) return;
      field.value = use.dataset.value;
      if (text) text.value = use.dataset.shown;
      desk.say(desk.fill(desk.words().useTheirs, { value: use.dataset.shown }));
    }
  });
  document.addEventListener('keydown', event => {
    if (event.target.matches('.editable') && (event.key === 'F2' || event.key === 'Enter')) { event.preventDefault(); start(event.target); }
    const form = event.target.closest?.('form.inline');
    if (form && event.key === 'Escape' && !event.defaultPrevented) { event.preventDefault(); event.stopPropagation(); back(form); }
    if (form && event.key === 'Enter' && event.ctrlKey) form.requestSubmit();
  });
  document.addEventListener('change', event => {
    const form = event.target.closest('form.inline:not([data-stay])');
    if (form && event.target.matches('select, [type=checkbox], [type=radio], [type=hidden]')) save(form);
  });
  document.addEventListener('focusout', event => {
    const form = event.target.closest('form.inline:not([data-stay])');
    if (form && document.hasFocus() && !form.contains(event.relatedTarget)) setTimeout(() => { if (form.isConnected && !form.dataset.sending && !form.contains(document.activeElement)) save(form); });
  });
  document.addEventListener('submit', event => { if (event.target.matches('form.inline')) event.target.dataset.leaving = '1'; }, true);
  document.addEventListener('htmx:load', event => {
    const part = event.detail.elt, form = part.matches?.('dd') && part.querySelector('form.inline');
    if (form) {
      before.set(form, state(form));
      const field = form.querySelector('input:not([type=hidden]), select, textarea');
      field?.focus();
      field?.select?.();
      return;
    }
    if (!part.matches?.('dd')) return;
    const saved = part.querySelector('.saved');
    if (saved) { desk.say(saved.textContent.trim()); setTimeout(() => saved.remove(), 6000); }
    if (document.activeElement === document.body) part.focus();
  });
})();
