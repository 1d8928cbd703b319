/* Picking rows: the box, X, Shift with arrows, Ctrl A. What is picked stays while pages, order and shape change. */
(() => {
  const list = () => document.querySelector('[data-list]');
  const rows = () => [...list().querySelectorAll('tr[data-row]')];
  const box = row => row.querySelector('input[name=pick]');
  const place = () => `picked:${location.pathname}`;
  let chosen = new Set(), all = false, last = null;

  const keep = () => {
    if (chosen.size || all) sessionStorage.setItem(place(), JSON.stringify({ list: list().dataset.list, all, refs: [...chosen] }));
    else sessionStorage.removeItem(place());
  };
  const recall = () => {
    const kept = JSON.parse(sessionStorage.getItem(place()) ?? 'null');
    if (kept && kept.list === list().dataset.list) { chosen = new Set(kept.refs); ({ all } = kept); }
    /* Where the whole list stands on the page, a picked row that does not is gone. */
    if (!list().querySelector('tr.more, [data-group]')) { const here = new Set(rows().map(row => row.dataset.row)); chosen = new Set([...chosen].filter(ref => here.has(ref))); }
    rows().filter(row => box(row)?.checked).forEach(row => chosen.add(row.dataset.row));
  };
  const show = () => {
    const shown = rows(), bar = list().querySelector('.bulk'), head = list().querySelector('[data-pick-all]');
    shown.forEach(row => {
      const on = all || chosen.has(row.dataset.row);
      if (box(row)) box(row).checked = on;
      if (row.getAttribute('aria-selected') === String(on)) return;
      row.toggleAttribute('data-picked', on);
      row.setAttribute('aria-selected', String(on));
    });
    const here = shown.filter(row => row.hasAttribute('data-picked')).length;
    if (head) { head.checked = here > 0 && here === shown.length; head.indeterminate = here > 0 && here < shown.length; }
    if (!bar) return;
    const { total = '' } = list().dataset, more = bar.querySelector('[data-pick-everything]');
    bar.hidden = !all && !chosen.size;
    bar.querySelector('[data-count]').textContent = desk.fill(all ? desk.words().pickedAll : desk.words().picked, { count: all ? total : chosen.size });
    if (more) more.hidden = all || here < shown.length || !list().querySelector('tr.more');
  };
  const renew = () => { show(); keep(); };
  const announce = () => { const count = list().querySelector('.bulk [data-count]'); if (count) desk.say(count.textContent); };

  /* "All of this list" ends as soon as one row is left out: what stands on the page stays picked, without it. */
  const pick = (row, on = !row.hasAttribute('data-picked')) => {
    if (!box(row)) return;
    if (all) { all = false; rows().forEach(one => chosen.add(one.dataset.row)); }
    if (on) chosen.add(row.dataset.row); else chosen.delete(row.dataset.row);
  };
  const clear = () => { chosen.clear(); all = false; renew(); desk.say(desk.fill(desk.words().picked, { count: 0 })); };
  const everything = () => { chosen.clear(); all = true; renew(); announce(); };

  desk.pickRows = (some, on) => { some.forEach(row => pick(row, on)); renew(); announce(); };
  desk.pickAll = () => { if (list()?.querySelector('input[name=pick]')) everything(); };
  desk.pickNone = () => { if (!list() || (!all && !chosen.size)) return false; clear(); return true; };
  /* For everyone who acts on the picked rows: their numbers, or all of this list with what narrows it. */
  desk.picked = () => [...chosen];
  desk.selection = () => ({ all, refs: [...chosen], query: list()?.dataset.list ?? '', count: all ? list().dataset.total : chosen.size });
  desk.asked = () => {
    if (!all) return new URLSearchParams([...chosen].map(ref => ['ref', ref]));
    const asked = new URLSearchParams(list().dataset.list);
    asked.set('all', '1');
    return asked;
  };

  const act = button => {
    const url = button.dataset.bulk, asked = desk.asked();
    if (!('download' in button.dataset)) { htmx.ajax('POST', url, { target: '#dialog', swap: 'innerHTML', values: Object.fromEntries([...new Set(asked.keys())].map(name => [name, asked.getAll(name)])) }); return; }
    asked.delete('all');
    const sort = new URLSearchParams(location.search).get('sort'), refs = asked.getAll('ref');
    if (refs.length) { asked.delete('ref'); asked.set('ref', refs.join(',')); asked.set('view', 'all'); }
    if (sort) asked.set('sort', sort);
    location.assign(`${url}?${asked}`);
  };

  document.addEventListener('change', event => {
    if (!list()?.contains(event.target) || !event.target.matches('[data-pick-all]')) return;
    const on = event.target.checked;
    rows().forEach(row => pick(row, on));
    renew();
    announce();
  });
  document.addEventListener('click', event => {
    if (event.target.closest('[data-pick-none]')) clear();
    if (event.target.closest('[data-pick-everything]')) everything();
    const bulk = event.target.closest('[data-bulk]');
    if (bulk) act(bulk);
    const around = event.target.matches('[data-list] td, [data-list] th') && event.target.querySelector('input[name=pick], [data-pick-all]');
    if (around) { around.click(); return; }
    if (!event.target.matches('[data-list] input[name=pick]')) return;
    const shown = rows(), now = shown.indexOf(event.target.closest('tr')), before = shown.indexOf(last), on = event.target.checked;
    const some = event.shiftKey && before >= 0 ? shown.slice(Math.min(now, before), Math.max(now, before) + 1) : [shown[now]];
    some.forEach(row => pick(row, on));
    renew();
    announce();
    last = shown[now];
  });
  document.addEventListener('DOMContentLoaded', () => { if (list()) { recall(); show(); } });
  document.addEventListener('htmx:afterSettle', () => { if (list()) show(); });
})();
