/* Values changed in the list: F2, Enter or a press opens a field in the cell; Tab goes on to the next, Enter down, Esc back. */
(() => {
  const base = () => desk.grid.table().dataset.grid;
  const shape = cell => document.querySelector(`template[data-editor="${CSS.escape(desk.grid.head(cell)?.dataset.key ?? '')}"]`);
  const takes = cell => desk.grid.isGrid() && cell.dataset.v !== undefined && !('locked' in cell.parentElement.dataset) && Boolean(shape(cell));
  const form = cell => cell.querySelector(':scope > form');
  const control = made => made.querySelector('input:not([type=hidden]), select, textarea');
  const state = made => new URLSearchParams(new FormData(made)).toString();
  const kept = new WeakMap(), asWas = new WeakMap(), waiting = new WeakMap(), failed = new WeakMap();

  const fill = (made, cell, typed) => {
    const field = control(made), hidden = made.querySelector('.combo > input[type=hidden]'), value = typed ?? cell.dataset.v;
    if (hidden) { hidden.value = typed === undefined ? value : ''; field.value = typed ?? (value && desk.grid.text(cell)); }
    else if (field.type === 'checkbox') field.checked = Boolean(value);
    else if (field.matches('select')) field.value = [...field.options].find(one => one.value === value || one.text === value)?.value ?? cell.dataset.v;
    else field.value = value;
    made.querySelectorAll('[id], [for], [aria-controls], [aria-describedby]').forEach(one => ['id', 'for', 'aria-controls', 'aria-describedby'].forEach(name => {
      if (one.hasAttribute(name)) one.setAttribute(name, one.getAttribute(name).replace(/^f-/, 'c-'));
    }));
  };
  /* True when a field was opened. What was typed and refused before is offered again. */
  desk.editCell = (cell, typed) => {
    if (form(cell)) { control(form(cell)).focus(); return true; }
    if (!takes(cell)) return false;
    desk.grid.unmark();
    let made = failed.get(cell);
    if (!made) {
      made = shape(cell).content.firstElementChild.cloneNode(true);
      fill(made, cell);
      asWas.set(made, state(made));
      if (typed !== undefined) fill(made, cell, typed);
    }
    if (!kept.has(cell)) kept.set(cell, [...cell.childNodes]);
    /* The field lies over the value, which keeps the cell as wide as it was: no other row has to move. */
    const low = cell.getBoundingClientRect().bottom + 280 > innerHeight;
    cell.replaceChildren(desk.make('span', 'was', ...kept.get(cell)), made);
    cell.removeAttribute('tabindex');
    cell.classList.remove('failed');
    cell.classList.add('editing');
    cell.classList.toggle('up', low);
    control(made).focus({ preventScroll: true });
    made.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    control(made).select?.();
    return true;
  };

  const close = cell => {
    const before = kept.get(cell);
    [kept, failed].forEach(one => one.delete(cell));
    cell.classList.remove('editing', 'failed', 'sending', 'up');
    if (before) cell.replaceChildren(...before);
    cell.tabIndex = cell === desk.grid.here() ? 0 : -1;
  };
  const renew = (row, html) => {
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    const made = fresh.content.querySelector('tr');
    if (!made) { row.classList.add('struck'); row.toggleAttribute('data-locked', true); return; }
    Object.assign(row.dataset, { version: made.dataset.version });
    [...row.cells].forEach((cell, place) => {
      const now = made.cells[place];
      if (!now || form(cell) || cell.classList.contains('failed') || cell.querySelector('input[name=pick]')) return;
      ['v', 't'].forEach(name => { if (now.dataset[name] === undefined) delete cell.dataset[name]; else cell.dataset[name] = now.dataset[name]; });
      cell.replaceChildren(...now.childNodes);
    });
    desk.settleGrid();
  };
  const columns = () => [...desk.grid.table().tHead.rows[0].cells].map(one => one.dataset.key).filter(Boolean).join(',');
  desk.renewRow = async row => {
    const answer = await desk.ask(`${base()}${row.dataset.row}/row?${new URLSearchParams({ columns: columns() })}`).catch(() => null);
    if (answer) renew(row, answer.row);
  };

  /* What went wrong stands in the cell with what was typed; the focus comes back unless the next value is being typed. */
  const refuse = (cell, made, words) => {
    const field = control(made), id = `${field.id}-e`;
    made.querySelector('.error')?.remove();
    const line = Object.assign(desk.make('p', 'error small t-late', words), { id });
    made.append(line);
    field.setAttribute('aria-invalid', 'true');
    field.setAttribute('aria-describedby', id);
    failed.set(cell, made);
    cell.classList.remove('sending');
    desk.say(words, true);
    const elsewhere = document.activeElement.closest?.('.cell-form');
    if (elsewhere && elsewhere !== made) {
      cell.classList.remove('editing');
      cell.classList.add('failed');
      cell.tabIndex = -1;
      cell.replaceChildren(desk.make('span', '', field.value), desk.make('span', 'error small', words));
    } else desk.editCell(cell);
  };
  const clash = (cell, made, answer) => {
    made.querySelector('.alert')?.remove();
    const part = document.getElementById('cell-clash').content.firstElementChild.cloneNode(true);
    part.querySelector('strong').textContent = answer.error;
    part.querySelector('b').textContent = answer.theirs;
    part.querySelector('[data-theirs]').addEventListener('click', () => { close(cell); renew(cell.parentElement, answer.row); desk.grid.go(cell); });
    made.append(part);
    made.dataset.version = answer.version;
    made.dataset.stay = '';
    refuse(cell, made, answer.error);
    made.querySelector('.error').remove();
  };

  const post = async (cell, made) => {
    const row = cell.parentElement, body = new FormData(made);
    body.set('version', made.dataset.version ?? row.dataset.version);
    body.set('idempotency_key', desk.key());
    body.set('columns', columns());
    const url = `${base()}${row.dataset.row}/cell/${desk.grid.head(cell).dataset.key}`;
    const headers = { 'X-CSRFToken': desk.csrf(), 'HX-Request': 'true', Accept: 'application/json' };
    const reply = await fetch(url, { method: 'POST', body, headers, credentials: 'same-origin' }).catch(() => null);
    const answer = reply && [200, 409, 422].includes(reply.status) && !reply.redirected ? await reply.json().catch(() => null) : null;
    if (!answer) { refuse(cell, made, desk.words().notSaved); desk.failed(reply ? reply.redirected ? 401 : reply.status : 0); return; }
    if (reply.status === 422) { refuse(cell, made, answer.error); return; }
    if (reply.status === 409) { clash(cell, made, answer); return; }
    close(cell);
    renew(row, answer.row);
    cell.classList.add('fresh');
    document.querySelectorAll('.toast[data-cell]').forEach(toast => toast.remove());
    desk.toast({ text: answer.said, undo_url: answer.undo });
    document.querySelector('#toaster > .toast').dataset.cell = '';
    document.dispatchEvent(new CustomEvent('desk:saved', { detail: { row, answer } }));
  };
  /* One save of a row after the other, so that the second knows the version the first one made. */
  desk.saveCell = cell => {
    const made = form(cell), row = cell.parentElement;
    if (!made || cell.classList.contains('sending')) return;
    if (asWas.get(made) === state(made) && !('stay' in made.dataset)) { close(cell); return; }
    cell.classList.remove('editing', 'fresh');
    cell.classList.add('sending');
    waiting.set(row, (waiting.get(row) ?? Promise.resolve()).then(() => post(cell, made)));
  };
  const next = (cell, step) => {
    const all = desk.grid.rows().flatMap(row => [...row.cells]).filter(one => one === cell || takes(one));
    return all[all.indexOf(cell) + step];
  };

  document.addEventListener('keydown', event => {
    const made = event.target.closest?.('.cell-form');
    if (!made || event.defaultPrevented) return;
    const cell = made.parentElement;
    if (event.key === 'Escape') { cell.tabIndex = 0; cell.focus({ preventScroll: true }); close(cell); }
    else if (event.target.matches('button')) return;
    else if (event.key === 'Enter' && (event.ctrlKey || !event.target.matches('textarea'))) {
      const all = desk.grid.rows(), below = all[all.indexOf(cell.parentElement) + 1];
      desk.saveCell(cell);
      desk.grid.go(below?.cells[desk.grid.column(cell)] ?? cell);
    } else if (event.key === 'Tab') {
      const to = next(cell, event.shiftKey ? -1 : 1);
      desk.saveCell(cell);
      if (!to || !desk.editCell(to)) desk.grid.go(cell);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener('submit', event => {
    if (!event.target.matches('.cell-form')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    desk.saveCell(event.target.parentElement);
  }, true);
  document.addEventListener('focusout', event => {
    const made = event.target.closest?.('.cell-form:not([data-stay])');
    if (!made || !document.hasFocus() || made.contains(event.relatedTarget)) return;
    setTimeout(() => { if (made.isConnected && !made.contains(document.activeElement) && !failed.has(made.parentElement)) desk.saveCell(made.parentElement); });
  });
})();
