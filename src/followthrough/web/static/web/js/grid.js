/* A list as a grid: one tab stop, arrows from cell to cell, X picks rows, Ctrl Shift with arrows marks cells, Ctrl C copies them. */
(() => {
  const table = () => document.querySelector('[data-list] table.table');
  const isGrid = () => Boolean(table()?.dataset.grid);
  const wide = matchMedia('(min-width: 768px)');
  const heads = () => [...table().tHead.rows[0].cells];
  const rows = () => [...table().querySelectorAll('tr[data-row]:not([hidden])')];
  const lines = () => [table().tHead.rows[0], ...rows()];
  const cellAt = target => target?.closest?.('[data-list] table.table :is(td, th)');
  let now = null, corner = null;

  const column = cell => cell.cellIndex;
  const head = cell => heads()[column(cell)];
  const first = row => row.cells[Math.min(row.querySelector('input[name=pick]') ? 1 : 0, row.cells.length - 1)];
  const text = cell => (cell.dataset.t ?? cell.innerText).trim();

  const mark = () => {
    table().querySelectorAll('.in-range').forEach(cell => cell.classList.remove('in-range'));
    block().flat().forEach(cell => { if (corner) cell.classList.add('in-range'); });
  };
  /* The marked cells, row by row; without a mark the cell that has the focus. */
  const block = () => {
    if (!now?.isConnected) return [];
    if (!corner?.isConnected) return [[now]];
    const all = rows(), ends = [all.indexOf(now.parentElement), all.indexOf(corner.parentElement)].sort((a, b) => a - b);
    const [left, right] = [column(now), column(corner)].sort((a, b) => a - b);
    return all.slice(ends[0], ends[1] + 1).map(row => [...row.cells].slice(left, right + 1));
  };
  const unmark = () => { if (!corner) return false; corner = null; mark(); return true; };

  const go = cell => {
    if (!cell) return;
    if (now && now !== cell) now.tabIndex = -1;
    now = cell;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    document.dispatchEvent(new CustomEvent('desk:row', { detail: cell.parentElement }));
  };
  const beside = (cell, down, right) => {
    const all = lines(), line = all[Math.max(0, Math.min(all.length - 1, all.indexOf(cell.parentElement) + down))];
    return line.cells[Math.max(0, Math.min(line.cells.length - 1, column(cell) + right))];
  };
  const stretch = (down, right) => {
    corner ??= now;
    const to = beside(now, down, right);
    if (to.matches('td')) go(to);
    mark();
    desk.say(desk.fill(desk.words().range, { count: block().flat().length }));
  };
  const pickMore = down => {
    const from = now.parentElement, to = beside(now, down, 0);
    desk.pickRows([from, to.parentElement].filter(row => row.dataset.row), true);
    go(to.matches('td') ? to : now);
  };

  const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1], PageDown: [12, 0], PageUp: [-12, 0], Home: [0, -999], End: [0, 999] };
  const open = cell => {
    const link = cell.querySelector('a[href]');
    if (cell !== first(cell.parentElement) && desk.editCell?.(cell)) return;
    if (link) link.click(); else cell.querySelector('input')?.click();
  };
  const combined = event => {
    const letter = event.key.toLowerCase();
    if (letter === 'a') desk.pickAll();
    else if (letter === 'd' && desk.fillDown) desk.fillDown(block());
    else if (event.key === 'Enter') now.querySelector('a[href]')?.click();
    else if (event.shiftKey && event.key in moves) stretch(...moves[event.key]);
    else if (event.key === 'Home' || event.key === 'End') go(first(rows().at(event.key === 'Home' ? 0 : -1)));
    else return false;
    return true;
  };
  const key = event => {
    if (event.ctrlKey || event.metaKey) return combined(event);
    if (event.altKey) return false;
    const step = moves[event.key];
    if (step && event.shiftKey && step[0] && !corner) pickMore(step[0]);
    else if (step && event.shiftKey) stretch(...step);
    else if (step) { unmark(); go(beside(now, ...step)); }
    else if (event.key === 'F2') { if (!desk.editCell?.(now)) desk.say(desk.words().notEditable, true); }
    else if (event.key === 'Enter') open(now);
    else if (event.key === ' ') { if (now.querySelector('input[name=pick]')) desk.pickRows([now.parentElement]); else if (!desk.openBeside?.(now.parentElement)) return false; }
    else return false;
    return true;
  };

  const step = by => {
    const all = rows(), at = all.indexOf(now?.closest('tr')), row = all[Math.max(0, Math.min(all.length - 1, at + by))];
    return row?.cells[now?.isConnected ? column(now) : 1] ?? null;
  };

  /* From anywhere on the page the arrows lead into the list; X picks the row with the focus; Esc takes back, last first. */
  desk.listKey = event => {
    if (!table() || !wide.matches || event.target.closest('.cell-form')) return false;
    const inside = cellAt(event.target), letter = event.key.toLowerCase();
    if (letter === 'x' && inside && document.body.dataset.keys === 'on') { if (inside.matches('td')) desk.pickRows([inside.parentElement]); }
    else if (event.key === 'Escape') { if (!unmark() && !desk.closeBeside?.() && !desk.pickNone()) return false; }
    else if (!inside && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) go(now?.isConnected ? now : first(rows()[0]));
    else if (!desk.besideKey?.(letter)) return false;
    event.preventDefault();
    return true;
  };
  desk.grid = { block, column, first, go, step, head, isGrid, rows, table, text, unmark, here: () => now };

  document.addEventListener('keydown', event => {
    if (!table() || !wide.matches || event.defaultPrevented || !event.target.matches?.('[data-list] table.table :is(td, th)')) return;
    now = event.target;
    if (key(event)) event.preventDefault();
  });
  document.addEventListener('focusin', event => {
    const cell = table() && wide.matches && cellAt(event.target);
    if (!cell || cell === now) return;
    if (now) now.tabIndex = -1;
    now = cell;
    if (!cell.classList.contains('editing')) cell.tabIndex = 0;
  });

  /* The mouse: press and draw marks cells, Shift and press marks up to there, a press on a value opens its field. */
  let drawn = null;
  document.addEventListener('mousedown', event => {
    const cell = table() && wide.matches && isGrid() && event.button === 0 && cellAt(event.target);
    if (!cell || !cell.matches('td') || event.target.closest('a, button, input, label, select, textarea, form, details')) return;
    if (event.shiftKey && now) { event.preventDefault(); corner ??= now; go(cell); mark(); return; }
    unmark();
    drawn = cell;
  });
  document.addEventListener('mouseover', event => {
    const cell = drawn && event.buttons === 1 && cellAt(event.target);
    if (!cell || !cell.matches('td') || cell === drawn) return;
    corner = drawn;
    getSelection().removeAllRanges();
    go(cell);
    mark();
  });
  document.addEventListener('click', event => {
    const cell = drawn;
    drawn = null;
    if (cell && !corner && cell === cellAt(event.target) && !cell.querySelector('form') && !desk.editCell?.(cell)) go(cell);
  });

  const quoted = words => (/[\t\n"]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);
  const plain = cell => ('exact' in head(cell).dataset ? cell.dataset.v?.replace(/(\d)T(\d)/, '$1 $2') : null) ?? text(cell);
  document.addEventListener('copy', event => {
    if (!isGrid() || !event.target.matches?.('[data-list] td') || String(getSelection())) return;
    event.clipboardData.setData('text/plain', block().map(row => row.map(cell => quoted(plain(cell))).join('\t')).join('\n'));
    event.preventDefault();
    desk.say(desk.fill(desk.words().copied, { count: block().flat().length }));
  });

  const settle = () => {
    if (!table() || !wide.matches) return;
    table().querySelectorAll(':is(thead, tr[data-row]) :is(a, input)').forEach(one => { one.tabIndex = -1; });
    table().querySelectorAll(':is(thead th, tr[data-row] td)').forEach(one => { if (one !== now) one.tabIndex = -1; });
    if (!now?.isConnected && rows().length) { now = first(rows()[0]); now.tabIndex = 0; }
  };
  desk.settleGrid = settle;
  /* Read again, after an undo say, the list has the focus where it had it before. */
  const place = () => `cell:${location.pathname}`;
  addEventListener('pagehide', () => {
    if (table() && now?.isConnected && now.closest('tr').dataset.row && cellAt(document.activeElement)) sessionStorage.setItem(place(), JSON.stringify([now.closest('tr').dataset.row, head(now).dataset.key ?? '']));
    else sessionStorage.removeItem(place());
  });
  document.addEventListener('DOMContentLoaded', () => {
    settle();
    const before = document.referrer && new URL(document.referrer).pathname, again = performance.getEntriesByType('navigation')[0]?.type === 'reload';
    if (!table() || !(again || before === location.pathname)) return;
    const [ref, key] = JSON.parse(sessionStorage.getItem(place()) ?? '[]'), row = rows().find(one => one.dataset.row === ref);
    const at = heads().findIndex(one => one.dataset.key === key);
    if (row) go(at < 0 ? first(row) : row.cells[at]);
  });
  document.addEventListener('htmx:afterSettle', settle);
})();
