/* Link fields: type, choose among records the server found; arrows, Enter, Esc; several as chips. */
(() => {
  const box = input => input.closest('[data-combo]');
  const list = input => box(input).querySelector('[role=listbox]');
  const options = input => [...list(input).querySelectorAll('[role=option]')];
  const hidden = input => box(input).querySelector(':scope > input[type=hidden]');
  const isCombo = element => element.matches?.('[data-combo] input[role=combobox]');
  const asked = new WeakMap();

  const shut = input => {
    list(input).hidden = true;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };
  const mark = (input, to) => {
    const all = options(input), at = all.length ? (to + all.length) % all.length : -1;
    all.forEach((one, n) => one.setAttribute('aria-selected', String(n === at)));
    input.setAttribute('aria-activedescendant', all[at]?.id ?? '');
    all[at]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (input, found) => {
    list(input).replaceChildren(...found.map((item, n) => {
      const option = desk.make('div', '', desk.make('span', 'trunc', item.label));
      if (item.note) option.append(desk.make('span', 'mute small push trunc', item.note));
      Object.assign(option, { id: `${list(input).id}-${n}`, role: 'option' });
      Object.assign(option.dataset, { value: item.value, label: item.label, ...(item.create && { create: item.create }) });
      return option;
    }));
    if (!found.length) list(input).append(desk.make('p', 'mute small pad-a', desk.words().noneFound));
    list(input).hidden = false;
    input.setAttribute('aria-expanded', 'true');
    mark(input, 0);
    desk.say(found.length ? desk.fill(desk.words().found, { count: found.length }) : desk.words().noneFound);
  };
  const search = async input => {
    asked.get(input)?.abort();
    const now = new AbortController();
    asked.set(input, now);
    try {
      const glue = box(input).dataset.combo.includes('?') ? '&' : '?';
      const found = await desk.ask(`${box(input).dataset.combo}${glue}q=${encodeURIComponent(input.value.trim())}`, now.signal);
      if (document.activeElement === input) show(input, found);
    } catch (error) {
      if (error.name !== 'AbortError') desk.failed(error.status ?? 0);
    }
  };
  const later = desk.calm(search);
  const chip = (name, value, label) => {
    const field = Object.assign(desk.make('input'), { type: 'hidden', name, value });
    const drop = Object.assign(desk.make('button', '', desk.icon('x', 's')), { type: 'button' });
    drop.dataset.drop = '';
    drop.setAttribute('aria-label', label);
    return desk.make('span', 'chip', desk.make('b', '', label), field, drop);
  };
  const create = async (input, option) => {
    const body = new URLSearchParams({ name: input.value.trim(), idempotency_key: desk.key() });
    const answer = await desk.send(option.dataset.create, body).catch(() => null);
    const made = answer?.ok ? await answer.json() : null;
    if (!made) { desk.failed(answer?.status ?? 0); return; }
    Object.assign(option.dataset, { value: made.value, label: made.label });
    delete option.dataset.create;
    take(input, option);
    desk.say(made.text);
  };
  const take = (input, option) => {
    if (option.dataset.create) { create(input, option); return; }
    const many = box(input).dataset.many, { value, label } = option.dataset;
    if (many) {
      const taken = [...box(input).querySelectorAll('.picked input')].some(one => one.value === value);
      if (!taken) box(input).querySelector('.picked').append(chip(many, value, label));
      input.value = '';
    } else {
      input.value = label;
      hidden(input).value = value;
      hidden(input).dispatchEvent(new Event('change', { bubbles: true }));
    }
    desk.say(label);
    shut(input);
  };

  document.addEventListener('input', event => {
    if (!isCombo(event.target)) return;
    const field = hidden(event.target);
    if (field && !box(event.target).dataset.many) field.value = '';
    later(event.target);
  });
  document.addEventListener('focusout', event => { if (isCombo(event.target)) shut(event.target); });
  document.addEventListener('mousedown', event => { if (event.target.closest('[data-combo] [role=listbox]')) event.preventDefault(); });
  document.addEventListener('click', event => {
    const option = event.target.closest('[data-combo] [role=option]');
    if (option) take(option.closest('[data-combo]').querySelector('[role=combobox]'), option);
    const drop = event.target.closest('[data-drop]');
    if (drop) { const input = drop.closest('[data-combo]').querySelector('[role=combobox]'); drop.closest('.chip').remove(); input.focus(); }
    if (isCombo(event.target) && list(event.target).hidden) search(event.target);
  });
  document.addEventListener('keydown', event => {
    const input = event.target;
    if (!isCombo(input)) return;
    const all = options(input), at = all.findIndex(one => one.getAttribute('aria-selected') === 'true'), shown = !list(input).hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (shown) mark(input, at + (event.key === 'ArrowDown' ? 1 : -1)); else search(input);
    } else if (event.key === 'Enter' && shown && all[at]) { event.preventDefault(); take(input, all[at]); }
    else if (event.key === 'Tab' && shown && all[at] && !all[at].dataset.create && input.value) take(input, all[at]);
    else if (event.key === 'Escape' && shown) { event.preventDefault(); event.stopPropagation(); shut(input); }
    else if (event.key === 'Backspace' && !input.value) box(input).querySelector('.picked .chip:last-child')?.remove();
  }, true);
})();
