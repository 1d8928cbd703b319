/* The week: arrows go from card to card, Enter opens one beside the board, K keeps it; dragged or carried to another
   day it asks for the new date's reason, to another department to whom it is handed. */
(() => {
  const board = () => document.getElementById('week-board');
  const beside = () => document.getElementById('week-beside');
  const cells = () => [...board().querySelectorAll('[data-day]')];
  const across = () => new Set(cells().map(cell => cell.dataset.day)).size || 1;
  const cardsOf = cell => [...cell.querySelectorAll('.wcard')];
  const cellOf = card => card.closest('[data-day]');
  const focus = card => { card.querySelector('a').focus(); card.scrollIntoView({ block: 'nearest', inline: 'nearest' }); };
  let home = null, lifted = null, wanted = '';

  const putBack = () => {
    if (!home) return;
    home.list.insertBefore(home.card, home.next);
    home.card.classList.remove('drag');
    cells().forEach(cell => cell.classList.remove('over'));
    home = lifted = null;
  };
  const remember = card => { home = { card, list: card.parentElement, next: card.nextElementSibling, cell: cellOf(card) }; };
  /* The dialog asks; until it is answered the card is back where it was, and the page comes anew when it is. */
  const drop = (card, cell) => {
    const { day, department } = cell.dataset, stays = home?.cell === cell;
    putBack();
    focus(card);
    if (stays) { desk.say(desk.words().back); return; }
    htmx.ajax('GET', `/deliveries/${card.dataset.ref}/move?${new URLSearchParams({ day, department })}`, { target: '#dialog', swap: 'innerHTML' });
  };
  const carry = by => {
    const all = cells(), to = all[all.indexOf(cellOf(lifted)) + by];
    if (!to || (Math.abs(by) === 1 && to.dataset.department !== cellOf(lifted).dataset.department)) return;
    to.querySelector('[data-cards]').prepend(lifted);
    focus(lifted);
    desk.say(desk.fill(desk.words().over, { lane: to.dataset.title }), true);
  };

  /* The next card in a direction: down its day and on into the departments below, or across the days of its row. */
  const next = (card, key) => {
    const all = cells(), here = all.indexOf(cellOf(card)), mates = cardsOf(all[here]), at = mates.indexOf(card), width = across();
    if (key === 'ArrowDown' && mates[at + 1]) return mates[at + 1];
    if (key === 'ArrowUp' && at > 0) return mates[at - 1];
    const step = { ArrowDown: width, ArrowUp: -width, ArrowRight: 1, ArrowLeft: -1 }[key];
    for (let n = here + step; n >= 0 && n < all.length; n += step) {
      if (Math.abs(step) === 1 && Math.floor(n / width) !== Math.floor(here / width)) return null;
      const found = cardsOf(all[n]);
      if (found.length) return key === 'ArrowUp' ? found[found.length - 1] : key === 'ArrowDown' ? found[0] : found[at] ?? found[found.length - 1];
    }
    return null;
  };

  const open = async (card, act = '') => {
    wanted = card.dataset.ref;
    await htmx.ajax('GET', `/deliveries/${wanted}/beside`, { target: '#week-beside', swap: 'innerHTML' });
    beside().hidden = false;
    board().querySelectorAll('.wcard').forEach(one => one.classList.toggle('shown', one.dataset.ref === wanted));
    const does = act && beside().querySelector(`[data-do="${act}"]`);
    if (does) htmx.ajax('GET', does.getAttribute('hx-get'), { target: does.closest('li'), swap: 'outerHTML' }); else { beside().querySelector('h2').focus(); desk.say(beside().querySelector('h2').innerText); }
  };
  const close = () => {
    if (!beside() || beside().hidden) return false;
    beside().hidden = true;
    beside().replaceChildren();
    board().querySelector('.wcard.shown')?.classList.remove('shown');
    const card = document.getElementById(`w-${wanted}`) ?? board().querySelector('.wcard');
    if (card) focus(card);
    return true;
  };
  const renew = () => {
    const url = new URL(location.href);
    url.searchParams.set('part', 'board');
    return htmx.ajax('GET', url.pathname + url.search, { target: '#week-board', swap: 'outerHTML' });
  };

  desk.boardKey = event => {
    const card = event.target.closest('.wcard');
    if (!card) return false;
    if (lifted) {
      const done = { ' ': () => drop(lifted, cellOf(lifted)), Enter: () => drop(lifted, cellOf(lifted)), ArrowLeft: () => carry(-1), ArrowRight: () => carry(1), ArrowUp: () => carry(-across()), ArrowDown: () => carry(across()), Escape: () => { const back = lifted; putBack(); focus(back); desk.say(desk.words().back); } }[event.key];
      if (done) { event.preventDefault(); done(); }
      return true;
    }
    const letters = document.body.dataset.keys === 'on' && !event.shiftKey;
    const act = {
      Enter: () => open(card),
      ' ': () => { if ('move' in card.dataset) { remember(card); lifted = card; card.classList.add('drag'); desk.say(desk.fill(desk.words().lifted, { what: card.dataset.card }), true); } },
      ...(letters && 'keep' in card.dataset && { k: () => open(card, 'keep') }),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const to = act ? null : next(card, event.key);
    if (!act && !to) return event.key.startsWith('Arrow');
    event.preventDefault();
    if (act) act(); else focus(to);
    return true;
  };

  document.addEventListener('click', event => {
    if (event.target.closest('[data-week-close]')) close();
    const card = event.target.closest('.wcard');
    if (!card || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(card);
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && event.target.closest?.('#week-beside') && !event.target.closest('form, details[open]')) { event.preventDefault(); close(); }
  });
  /* After something was done in the panel the board tells its own figures anew. */
  document.addEventListener('htmx:afterSettle', event => {
    const row = event.detail.target;
    if (!board() || !row?.id?.startsWith('p-')) return;
    if (event.detail.requestConfig?.verb === 'post') renew();
  });
  document.addEventListener('dragstart', event => {
    const card = event.target.closest?.('.wcard[data-move]');
    if (!card) return;
    remember(card);
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.dataset.card);
    requestAnimationFrame(() => card.classList.add('drag'));
  });
  document.addEventListener('dragover', event => {
    const cell = home && event.target.closest?.('[data-day]');
    if (!cell) return;
    event.preventDefault();
    cells().forEach(one => one.classList.toggle('over', one === cell && one !== home.cell));
  });
  document.addEventListener('drop', event => {
    const cell = home && event.target.closest?.('[data-day]');
    if (!cell) return;
    event.preventDefault();
    drop(home.card, cell);
  });
  document.addEventListener('dragend', putBack);
})();
