/* The quote's grid: a value is saved on leaving its field; Enter and the arrows go down and up, Alt with them moves the line. */
(() => {
  const root = () => document.querySelector('[data-quote]'), base = () => root().dataset.base ?? `/quotes/${root().dataset.quote}/`;
  const rows = () => [...document.querySelectorAll('#quote-rows tr')];
  const field = (row, name) => row?.querySelector(`[data-name="${name}"]`);
  const rowOf = element => element.closest('tr[data-line]');
  const rowCalled = line => rows().find(row => row.dataset.line === line);
  const was = new WeakMap(), waiting = { last: Promise.resolve() };

  /* What stands on the page, so that only rows that are no longer so are sent; marked ones lose their mark by another's doing. */
  const shown = () => rows().map(row => `${row.dataset.line}:${row.dataset.version}${'marked' in row.dataset ? '!' : ''}`).join(',');

  /* Rows come anew, all or those that changed; what is being typed, and where, stays. */
  const put = answer => {
    const now = document.activeElement, typing = now?.dataset?.name && { line: rowOf(now).dataset.line, name: now.dataset.name, value: now.value, start: now.selectionStart, end: now.selectionEnd, before: was.get(now) };
    if (answer.changed) Object.entries(answer.changed).forEach(([line, row]) => { rowCalled(line).outerHTML = row; });
    else document.getElementById('quote-rows').innerHTML = answer.rows;
    document.getElementById('quote-totals').innerHTML = answer.totals;
    const note = document.getElementById('quote-approval');
    if (note.innerHTML !== answer.approval) { note.innerHTML = answer.approval; htmx.process(note); }
    /* The buttons that let it out come anew once they may, or may no longer, be pressed. */
    if (root().dataset.blocked !== answer.blocked) htmx.ajax('GET', location.href, { target: '.topbar', select: '.topbar', swap: 'outerHTML' });
    root().dataset.blocked = answer.blocked;
    document.dispatchEvent(new Event('lines-changed'));
    const again = typing && field(rowCalled(typing.line), typing.name);
    if (!again) return;
    if (typing.value !== typing.before) again.value = typing.value;
    was.set(again, typing.before);
    again.focus({ preventScroll: true });
    again.setSelectionRange(typing.start, typing.end);
  };
  const told = answer => { if (answer.said) desk.toast({ text: answer.said, undo_url: answer.undo }); };
  const refuse = (line, name, value, answer) => {
    const input = field(rowCalled(line), name);
    if (!input) return;
    if (answer.version) rowOf(input).dataset.version = answer.version;
    input.value = value;
    was.set(input, null);
    input.setAttribute('aria-invalid', 'true');
    const words = input.parentElement.querySelector('.error') ?? desk.make('span', 'error msg');
    Object.assign(words, { textContent: answer.error, id: `e-${line}-${name}` });
    input.setAttribute('aria-describedby', words.id);
    input.after(words);
    desk.say(answer.error, true);
  };
  const ask = async (url, body) => {
    body.idempotency_key = desk.key();
    const reply = await desk.send(url, new URLSearchParams(body)).catch(() => null);
    const answer = reply && [200, 409, 422].includes(reply.status) ? await reply.json().catch(() => null) : null;
    if (!answer) desk.failed(reply?.status ?? 0);
    return answer && { ...answer, ok: reply.status === 200 };
  };
  const save = input => {
    const row = rowOf(input), value = input.value, line = row?.dataset.line, { name } = input.dataset;
    if (!row || was.get(input) === undefined || was.get(input) === value) return;
    was.set(input, value);
    waiting.last = waiting.last.then(async () => {
      const answer = await ask(`${base()}lines`, { line, name, [name]: value, shown: shown(), version: rowCalled(line)?.dataset.version ?? '' });
      if (answer?.ok) put(answer);
      else if (answer) refuse(line, name, value, answer);
      else was.set(input, null);
    });
  };
  const arrange = (row, what) => {
    const { line } = row.dataset, name = document.activeElement?.dataset?.name;
    waiting.last = waiting.last.then(async () => {
      const answer = await ask(`${base()}arrange`, { line, do: what });
      if (!answer?.ok) { if (answer) desk.say(answer.error, true); return; }
      put(answer);
      told(answer);
      field(rowCalled(line), name ?? 'quantity')?.focus();
    });
  };
  const add = body => {
    waiting.last = waiting.last.then(async () => {
      const answer = await ask(`${base()}add`, body);
      if (!answer?.ok) { if (answer) desk.toast({ text: answer.error, tone: 'late' }); return; }
      put(answer);
      told(answer);
      document.getElementById('add-line').focus();
    });
  };
  const step = (input, by) => {
    const all = rows().map(row => field(row, input.dataset.name)).filter(Boolean), to = all[all.indexOf(input) + by];
    if (to) { to.focus(); to.select(); } else if (by > 0) document.getElementById('add-line')?.focus(); else save(input);
  };

  document.addEventListener('focusin', event => {
    const input = event.target;
    if (!input.dataset?.name || !rowOf(input)) return;
    if (!was.has(input)) was.set(input, input.value);
    if (input.matches('.num')) input.select();
  });
  document.addEventListener('focusout', event => { if (event.target.dataset?.name && rowOf(event.target)) save(event.target); });
  document.addEventListener('keydown', event => {
    const input = event.target;
    if (input.id === 'add-line' && event.key === 'Enter' && !event.defaultPrevented && input.value.trim()) {
      event.preventDefault();
      add({ text: input.value.trim() });
      input.value = '';
      return;
    }
    if (!input.dataset?.name || !root() || !rowOf(input)) return;
    if (event.altKey && ['ArrowUp', 'ArrowDown'].includes(event.key)) { event.preventDefault(); arrange(rowOf(input), event.key === 'ArrowUp' ? 'earlier' : 'later'); }
    else if (event.key === 'Enter') { event.preventDefault(); if (input.hasAttribute('aria-invalid')) save(input); step(input, event.shiftKey ? -1 : 1); }
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') { event.preventDefault(); step(input, event.key === 'ArrowUp' ? -1 : 1); }
    else if (event.key === 'Escape') { input.value = was.get(input) ?? input.value; input.select(); }
  });
  document.addEventListener('click', event => {
    const button = event.target.closest('[data-do]');
    if (button && root()) arrange(rowOf(button) ?? rowCalled(button.dataset.of), button.dataset.do);
    if (event.target.closest('[data-heading]')) add({ text: desk.words().heading ?? document.querySelector('[data-heading]').textContent.trim(), heading: '1' });
  });
  document.addEventListener('change', event => {
    if (!event.target.closest?.('.combo.add') || event.target.type !== 'hidden' || !event.target.value) return;
    add({ product: event.target.value });
    event.target.value = '';
    document.getElementById('add-line').value = '';
  });
  /* Rows of a sheet are shown before they go in. */
  document.addEventListener('paste', event => {
    if (!root() || event.target.closest?.('dialog') || !document.getElementById('add-line')) return;
    const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    if (!/[\t\n]/.test(text)) return;
    event.preventDefault();
    htmx.ajax('POST', `${base()}rows`, { target: '#dialog', swap: 'innerHTML', values: { text } });
  });
})();
