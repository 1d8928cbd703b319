/* A table of records by keys: arrows move, X picks, Shift with arrows picks more, Esc clears; the bulk bar follows. */
(() => {
  const form = () => document.querySelector('[data-list]');
  const rows = () => [...form().querySelectorAll('tr[data-row]')];
  const box = row => row.querySelector('input[name=pick]');
  const picked = () => [...form().querySelectorAll('input[name=pick]:checked')];
  let last = null;

  const renew = () => {
    const count = picked().length, bar = form().querySelector('.bulk'), all = form().querySelector('[data-pick-all]');
    rows().forEach(row => { if (box(row)?.checked) row.setAttribute('aria-selected', 'true'); else row.removeAttribute('aria-selected'); });
    if (all) { all.checked = count > 0 && count === rows().length; all.indeterminate = count > 0 && count < rows().length; }
    if (!bar) return;
    bar.hidden = count === 0;
    bar.querySelector('[data-picked]').textContent = desk.fill(desk.words().picked, { count });
  };
  const pick = (row, on) => { const check = box(row); if (check) check.checked = on ?? !check.checked; renew(); };
  const here = () => document.activeElement?.closest?.('tr[data-row]');
  const go = row => { row.querySelector('a.go, a')?.focus(); row.scrollIntoView({ block: 'nearest' }); };
  const step = (by, more) => {
    const all = rows(), from = all.indexOf(here()), to = all[Math.max(0, Math.min(all.length - 1, from < 0 ? 0 : from + by))];
    if (!to) return;
    if (more && from >= 0) { pick(all[from], true); pick(to, true); }
    go(to);
  };

  desk.listKey = event => {
    if (!form()) return false;
    const row = here();
    if (event.key === 'ArrowDown') step(1, event.shiftKey);
    else if (event.key === 'ArrowUp') step(-1, event.shiftKey);
    else if (event.key === 'Escape' && picked().length) { form().querySelectorAll('input[name=pick]').forEach(one => { one.checked = false; }); renew(); }
    else if (event.key.toLowerCase() === 'x' && row && document.body.dataset.keys === 'on') pick(row);
    else return false;
    event.preventDefault();
    return true;
  };

  document.addEventListener('change', event => {
    if (!form()?.contains(event.target)) return;
    if (event.target.matches('[data-pick-all]')) rows().forEach(row => { if (box(row)) box(row).checked = event.target.checked; });
    renew();
  });
  document.addEventListener('click', event => {
    if (event.target.closest('[data-pick-none]')) { form().querySelectorAll('input[name=pick]').forEach(one => { one.checked = false; }); renew(); }
    if (!event.target.matches('input[name=pick]')) return;
    const all = rows(), now = all.indexOf(event.target.closest('tr')), before = all.indexOf(last);
    if (event.shiftKey && before >= 0) all.slice(Math.min(now, before), Math.max(now, before) + 1).forEach(row => pick(row, event.target.checked));
    last = all[now];
  });
  document.addEventListener('DOMContentLoaded', () => { if (form()) renew(); });
  document.addEventListener('htmx:afterSettle', () => { if (form()) renew(); });
})();
