/* Cells in and out of the list: a block pasted from a sheet is shown before it goes in; Ctrl D fills downwards. */
(() => {
  const quoted = words => (/[\t\n"]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words);
  const keyOf = cell => desk.grid.head(cell).dataset.key ?? '';
  const columnsFrom = cell => [...cell.parentElement.cells].slice(desk.grid.column(cell)).map(keyOf);
  const base = () => (document.querySelector('[data-list] [data-grid]') ?? document.querySelector('[data-grid]'))?.dataset.grid;

  const show = values => htmx.ajax('POST', `${base()}paste`, { target: '#dialog', swap: 'innerHTML', values });
  /* Into one cell: as if it had been typed. */
  const type = (cell, words) => { if (desk.editCell(cell, words)) { desk.saveCell(cell); desk.grid.go(cell); } else desk.say(desk.words().notEditable, true); };

  const fill = (cells, source) => {
    const targets = cells.filter(cell => cell !== source);
    if (!targets.length) return;
    if (targets.length === 1) { type(targets[0], source.dataset.v ?? ''); return; }
    const words = quoted(source.dataset.v ?? '');
    show({ text: targets.map(() => words).join('\n'), columns: keyOf(source), refs: targets.map(cell => cell.parentElement.dataset.row).join(','), by: 'rows' });
  };
  /* The first marked row into the others; the value with the focus into all picked rows; else the value above into this one. */
  desk.fillDown = block => {
    const now = desk.grid.here();
    if (block.length > 1) {
      const [first, ...rest] = block, lines = rest.map(() => first.map(cell => quoted(cell.dataset.v ?? '')).join('\t'));
      if (first.length === 1) { fill(block.map(row => row[0]), first[0]); return; }
      show({ text: lines.join('\n'), columns: first.map(keyOf).join(','), refs: rest.map(row => row[0].parentElement.dataset.row).join(','), by: 'rows' });
      return;
    }
    const picked = desk.grid.rows().filter(row => row.hasAttribute('data-picked')).map(row => row.cells[desk.grid.column(now)]);
    if (picked.length) { fill(picked, now); return; }
    const above = desk.grid.rows()[desk.grid.rows().indexOf(now.parentElement) - 1]?.cells[desk.grid.column(now)];
    if (above) fill([above, now], above);
  };

  document.addEventListener('paste', event => {
    if (!base() || desk.inField(event.target) || event.target.closest?.('dialog') || !matchMedia('(min-width: 768px)').matches) return;
    const text = event.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    if (!text) return;
    const at = desk.grid.table() && desk.grid.here()?.isConnected ? desk.grid.here() : null;
    event.preventDefault();
    if (at && !/[\t\n]/.test(text)) {
      const marked = desk.grid.block();
      if (marked.flat().length === 1) type(at, text);
      else show({ text: marked.map(row => row.map(() => quoted(text)).join('\t')).join('\n'), columns: marked[0].map(keyOf).join(','), refs: marked.map(row => row[0].parentElement.dataset.row).join(','), by: 'rows' });
      return;
    }
    const first = at && (at.querySelector('input[name=pick]') || at.matches('th') ? desk.grid.first(at.parentElement) : at);
    const rows = desk.grid.table() ? desk.grid.rows() : [], lines = text.split('\n').length;
    show({
      text,
      columns: first ? columnsFrom(first).join(',') : '',
      refs: first?.matches('td') ? rows.slice(rows.indexOf(first.parentElement)).slice(0, lines).map(row => row.dataset.row).join(',') : '',
    });
  });
  /* Some rows went in and some are left: the list is read again when the window over it closes. */
  document.addEventListener('close', event => { if (event.target.id === 'dialog' && event.target.querySelector('[data-written]')) location.reload(); }, true);
})();
