/* A record beside its list: Space opens it, it follows the rows, J and K step on, Esc closes it; the address keeps it. */
(() => {
  const panel = () => document.getElementById('beside');
  const isOpen = () => Boolean(panel()) && !panel().hidden;
  const wide = matchMedia('(min-width: 768px)');
  const rowOf = ref => desk.grid.rows().find(row => row.dataset.row === ref);
  const shown = () => panel().dataset.shows;

  const keep = ref => {
    const url = new URL(location.href);
    if (ref) url.searchParams.set('beside', ref); else url.searchParams.delete('beside');
    history.replaceState(history.state, '', url);
    document.querySelector('[data-beside-toggle]')?.setAttribute('aria-pressed', String(Boolean(ref)));
    desk.grid.rows().forEach(row => row.classList.toggle('beside-row', row.dataset.row === ref));
  };
  const load = async ref => {
    panel().dataset.shows = ref;
    keep(ref);
    await htmx.ajax('GET', `${desk.grid.table().dataset.grid}${encodeURIComponent(ref)}/beside`, { target: '#beside', swap: 'innerHTML' });
  };
  const later = desk.calm(ref => { if (isOpen() && shown() === ref) load(ref); }, 90);

  /* True when a panel can stand beside this list. Opened again for the same row it closes. */
  desk.openBeside = row => {
    if (!panel() || !wide.matches || !row?.dataset.row) return false;
    if (isOpen() && shown() === row.dataset.row) return desk.closeBeside();
    panel().hidden = false;
    load(row.dataset.row);
    return true;
  };
  desk.closeBeside = () => {
    if (!isOpen()) return false;
    const inside = panel().contains(document.activeElement), row = rowOf(shown());
    panel().hidden = true;
    panel().replaceChildren();
    keep('');
    if (inside && row) desk.grid.go(desk.grid.here()?.closest('tr') === row ? desk.grid.here() : desk.grid.first(row));
    return true;
  };
  /* The next row, with the focus left where it is: in the panel or in the list. */
  const step = by => {
    const to = desk.grid.step(by), inside = panel().contains(document.activeElement);
    if (!to) return;
    desk.grid.go(to);
    if (inside) panel().focus({ preventScroll: true });
  };
  desk.besideKey = letter => {
    if (!isOpen() || document.body.dataset.keys !== 'on' || (letter !== 'j' && letter !== 'k')) return false;
    step(letter === 'j' ? 1 : -1);
    return true;
  };

  document.addEventListener('desk:row', event => {
    const ref = event.detail.dataset.row;
    if (!isOpen() || !ref || ref === shown()) return;
    panel().dataset.shows = ref;
    keep(ref);
    later(ref);
  });
  document.addEventListener('desk:saved', event => { if (isOpen() && event.detail.row.dataset.row === shown() && !panel().contains(document.activeElement)) load(shown()); });
  document.addEventListener('htmx:afterSettle', event => {
    if (!isOpen() || !panel().contains(event.detail.elt)) return;
    if (event.detail.elt === panel()) { panel().scrollTop = 0; desk.say(panel().querySelector('h2')?.innerText ?? ''); }
    else if (event.detail.elt.querySelector?.('.saved')) { const row = rowOf(shown()); if (row) desk.renewRow(row); }
  });
  document.addEventListener('click', event => {
    if (event.target.closest('[data-beside-close]')) desk.closeBeside();
    const by = event.target.closest('[data-step]');
    if (by) step(Number(by.dataset.step));
    if (event.target.closest('[data-beside-toggle]')) { if (!desk.closeBeside()) desk.openBeside(desk.grid.here()?.closest('tr[data-row]') ?? desk.grid.rows()[0]); }
    /* With the panel open a row's name opens there; Ctrl, Shift and the middle button still go to its page. */
    const name = isOpen() && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0 && event.target.closest('tr[data-row] a.go');
    if (!name || name !== name.closest('tr').querySelector('a.go')) return;
    event.preventDefault();
    desk.grid.go(name.closest('td'));
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && isOpen() && event.target.closest?.('#beside') && !event.target.closest('form.inline, details[open], dialog')) { event.preventDefault(); event.stopPropagation(); desk.closeBeside(); }
  });
  document.addEventListener('DOMContentLoaded', () => {
    const ref = new URLSearchParams(location.search).get('beside');
    if (!ref || !panel() || !wide.matches) return;
    panel().hidden = false;
    load(ref);
    const row = rowOf(ref);
    if (row) desk.grid.go(desk.grid.first(row));
  });
})();
