/* Lists of promises: arrows move, K S H open the small forms; after an act the focus goes to the next row. */
(() => {
  const LEAVE = 10000;
  const rows = () => [...document.querySelectorAll('[data-promises] > li[data-promise]')];
  const open = () => rows().filter(row => !row.classList.contains('done'));
  const here = () => document.activeElement?.closest?.('li[data-promise]') ?? rows().find(row => row.getAttribute('aria-current') === 'true');

  const go = row => {
    rows().forEach(one => one.removeAttribute('aria-current'));
    row.setAttribute('aria-current', 'true');
    row.querySelector('.p-what a')?.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  };
  const step = by => {
    const all = open(), from = all.indexOf(here());
    const to = all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + by))];
    if (to) go(to);
  };
  const after = row => {
    const all = rows(), at = all.indexOf(row);
    return all.slice(at + 1).find(one => !one.classList.contains('done')) ?? all.slice(0, at).reverse().find(one => !one.classList.contains('done'));
  };

  desk.promiseKey = event => {
    if (!rows().length) return false;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else {
      const act = { k: 'keep', s: 'snooze', h: 'hand-over' }[event.key.toLowerCase()];
      const button = act && document.body.dataset.keys === 'on' && here()?.querySelector(`[data-do="${act}"]`);
      if (!button || event.shiftKey) return false;
      button.click();
    }
    event.preventDefault();
    return true;
  };

  const leaveLater = row => setTimeout(() => {
    if (!row.isConnected) return;
    if (row.contains(document.activeElement)) { const next = after(row); if (next) go(next); }
    row.remove();
  }, LEAVE);

  /* After a swap: into the form that opened, on to the next row after an act, back to the row after Cancel or Undo. */
  const settled = id => {
    const row = document.getElementById(id);
    if (!row?.matches('li[data-promise]')) return;
    if (row.matches('[data-leaves]')) leaveLater(row);
    if (row.querySelector('.keep')) {
      rows().forEach(one => { if (one !== row) one.removeAttribute('aria-current'); });
      row.setAttribute('aria-current', 'true');
      (row.querySelector('.keep [data-focus]') ?? row.querySelector('.keep input:not([type=hidden]), .keep button'))?.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest' });
    } else if (row.classList.contains('done')) {
      const next = after(row);
      if (next) go(next); else desk.say(desk.words().lastRow);
    } else go(row);
  };

  document.addEventListener('htmx:afterSettle', event => { if (event.detail.target?.id?.startsWith('p-')) settled(event.detail.target.id); });
  document.addEventListener('focusin', event => {
    const row = event.target.closest('li[data-promise]');
    if (row && !row.classList.contains('done')) rows().forEach(one => { if (one === row) one.setAttribute('aria-current', 'true'); else one.removeAttribute('aria-current'); });
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    const row = event.target === document.body ? rows().find(one => one.querySelector('.keep')) : event.target.closest('li[data-promise]');
    const cancel = row?.querySelector('[data-cancel-row]');
    if (!cancel || event.target.matches('[aria-expanded=true]')) return;
    event.preventDefault();
    htmx.ajax('GET', cancel.getAttribute('hx-get'), { target: row, swap: 'outerHTML' });
  });
})();
