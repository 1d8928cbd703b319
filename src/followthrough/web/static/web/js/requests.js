/* Every request: its token, one effect for a double press, a button that keeps its width, and words when it fails. */
(() => {
  const signedOut = status => status === 401 || status === 419;

  /* What a form could not do is said in the form, where its person looks; what was typed stays, and so does the focus. */
  const tell = (form, text) => {
    const note = document.createElement('div'), said = document.createElement('strong'), foot = form.querySelector(':scope > footer');
    said.textContent = text;
    Object.assign(note, { className: 'alert', role: 'alert' });
    note.dataset.s = 'late';
    note.append(desk.icon('circle-alert'), said);
    const place = document.createElement('div');
    place.className = foot ? 'unsent pad-a' : 'unsent';
    place.append(note);
    form.insertBefore(place, foot);
    note.scrollIntoView({ block: 'nearest' });
    delete form.dataset.leaving; /* a form in place may be left or sent again */
  };

  desk.failed = (status, form = null) => {
    const words = desk.words();
    if (signedOut(status)) {
      const url = `${document.body.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
      desk.toast({ text: words.expired, tone: 'late', link: { url, label: words.signIn, tab: true } });
      return;
    }
    const known = { 0: words.offline, 403: words.forbidden, 404: words.gone, 410: words.gone, 429: words.busy, 503: words.held };
    const text = known[status] ?? words.failed;
    if (form?.isConnected) tell(form, text); else desk.toast({ text, tone: 'late' });
  };

  const busy = (button, on) => {
    if (!button) return;
    if (on) button.style.minWidth = `${button.offsetWidth}px`;
    else button.style.removeProperty('min-width');
    button.toggleAttribute('data-busy', on);
    if (on) button.setAttribute('aria-busy', 'true'); else button.removeAttribute('aria-busy');
  };
  const pressed = (element, submitter) => submitter ?? (element.matches('form') ? element.querySelector('[type=submit]') : element.closest('button, a.btn'));

  document.addEventListener('htmx:configRequest', event => { event.detail.headers['X-CSRFToken'] = desk.csrf(); });
  document.addEventListener('htmx:beforeRequest', event => {
    const element = event.detail.elt, button = pressed(element, event.detail.requestConfig.triggeringEvent?.submitter);
    if (element.dataset.sending) { event.preventDefault(); return; }
    element.dataset.sending = '1';
    element.sendingButton = button;
    element.querySelector('.unsent')?.remove();
    busy(button, true);
  });
  document.addEventListener('htmx:afterRequest', event => {
    const element = event.detail.elt;
    delete element.dataset.sending;
    busy(element.sendingButton, false);
  });
  document.addEventListener('htmx:beforeSwap', event => {
    const landed = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname;
    if (landed && landed === document.body.dataset.signIn) {
      event.detail.shouldSwap = false;
      desk.failed(401);
    }
  });
  const sent = event => (event.detail.elt.matches('form') ? event.detail.elt : null);
  document.addEventListener('htmx:responseError', event => desk.failed(event.detail.xhr.status, sent(event)));
  ['htmx:sendError', 'htmx:timeout'].forEach(name => document.addEventListener(name, event => desk.failed(navigator.onLine ? 500 : 0, sent(event))));

  /* A press may come between a form's arrival and the moment htmx binds it; it is bound first, then pressed once more. */
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!form.hasAttribute('hx-post') || 'htmx-internal-data' in form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    htmx.process(form);
    setTimeout(() => pressed(form, event.submitter).click()); /* a form that is being sent takes no second press */
  }, true);

  /* Plain forms: the second press of the same form does nothing until the page comes back. */
  document.addEventListener('submit', event => {
    const form = event.target;
    if (event.defaultPrevented || form.hasAttribute('hx-post') || form.method !== 'post' || form.target) return;
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = '1';
    busy(pressed(form, event.submitter), true);
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sending]').forEach(form => {
    delete form.dataset.sending;
    form.querySelectorAll('[data-busy]').forEach(button => busy(button, false));
  }));

  document.addEventListener('htmx:load', event => event.detail.elt.querySelector?.('[data-focus]')?.focus());
  document.addEventListener('DOMContentLoaded', () => document.querySelector('main [data-focus]')?.focus());
  addEventListener('offline', () => desk.toast({ text: desk.words().offline, tone: 'late' }));
})();
