/* The board: drag with the pointer, Space and arrows with the keys, "Move to" with the menu; all three send the same. */
(() => {
  const board = () => document.getElementById('board');
  const lanes = () => [...board().querySelectorAll('[data-lane]')];
  const cards = lane => lane.querySelector('[data-cards]');
  const laneOf = card => card.closest('[data-lane]');
  let lifted = null, home = null;

  const putBack = () => {
    if (!home) return;
    home.list.insertBefore(home.card, home.next);
    home.card.classList.remove('drag');
    home = lifted = null;
  };
  /* The answer is the board with its new sums; any other answer puts the card back. */
  const move = async (card, lane) => {
    const back = home, target = document.getElementById('board');
    const values = { lane, version: card.dataset.version, idempotency_key: desk.key() };
    const title = board().querySelector(`[data-lane="${CSS.escape(lane)}"]`).dataset.title, id = card.id;
    home = lifted = null;
    card.classList.remove('drag');
    await htmx.ajax('POST', card.dataset.move, { target, swap: 'outerHTML', values });
    if (document.getElementById('board') !== target) {
      desk.say(desk.fill(desk.words().moved, { lane: title }));
      document.getElementById(id)?.querySelector('h3 a')?.focus();
    } else if (back) {
      back.list.insertBefore(back.card, back.next);
      desk.say(desk.words().back);
    }
  };
  const remember = card => { home = { card, list: card.parentElement, next: card.nextElementSibling, lane: laneOf(card) }; };

  const lift = card => {
    remember(card);
    lifted = card;
    card.classList.add('drag');
    desk.say(desk.fill(desk.words().lifted, { what: card.dataset.card }), true);
  };
  const carry = by => {
    const all = lanes(), to = all[all.indexOf(laneOf(lifted)) + by];
    if (!to) return;
    cards(to).prepend(lifted);
    lifted.querySelector('h3 a').focus();
    lifted.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    desk.say(desk.fill(desk.words().over, { lane: to.dataset.title }), true);
  };
  const drop = () => {
    const card = lifted, lane = laneOf(card);
    if (lane === home.lane) { putBack(); card.querySelector('h3 a').focus(); desk.say(desk.words().back); return; }
    move(card, lane.dataset.lane);
  };
  const look = (card, key) => {
    const all = lanes().filter(lane => cards(lane).children.length), lane = laneOf(card), mates = [...cards(lane).children], at = mates.indexOf(card);
    const beside = by => { const to = all[all.indexOf(lane) + by]; return to && (cards(to).children[at] ?? cards(to).lastElementChild); };
    return { ArrowDown: () => mates[at + 1], ArrowUp: () => mates[at - 1], ArrowRight: () => beside(1), ArrowLeft: () => beside(-1) }[key]?.();
  };

  desk.boardKey = event => {
    const card = event.target.closest('.dcard');
    if (!card || event.target.closest('details')) return false;
    if (lifted) {
      const across = Number(board().dataset.across) || 0;
      const done = { ' ': drop, Enter: drop, ArrowLeft: () => carry(-1), ArrowRight: () => carry(1), ...(across && { ArrowUp: () => carry(-across), ArrowDown: () => carry(across) }), Escape: () => { const back = lifted; putBack(); back.querySelector('h3 a').focus(); desk.say(desk.words().back); } }[event.key];
      if (done) { event.preventDefault(); done(); }
      return true;
    }
    if (event.key === ' ' && card.dataset.move) { event.preventDefault(); lift(card); return true; }
    const to = look(card, event.key);
    if (!to) return false;
    event.preventDefault();
    to.querySelector('h3 a').focus();
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  };

  /* Dragging: the place a card would go to is shown in the lane under the pointer. */
  const place = desk.make('li', 'drop');
  document.addEventListener('dragstart', event => {
    const card = event.target.closest?.('.dcard[data-move]');
    if (!card) return;
    remember(card);
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', card.dataset.card);
    place.textContent = desk.fill(desk.words().moveHere, { what: card.dataset.card });
    requestAnimationFrame(() => card.classList.add('drag'));
  });
  document.addEventListener('dragover', event => {
    const lane = home && event.target.closest?.('[data-lane]');
    if (!lane) return;
    event.preventDefault();
    if (lane === home.lane) place.remove(); else if (place.parentElement !== cards(lane)) cards(lane).prepend(place);
  });
  document.addEventListener('drop', event => {
    const lane = home && event.target.closest?.('[data-lane]');
    if (!lane || lane === home.lane) return;
    event.preventDefault();
    place.replaceWith(home.card);
    move(home.card, lane.dataset.lane);
  });
  document.addEventListener('dragend', () => { place.remove(); putBack(); });

  document.addEventListener('click', event => {
    const to = event.target.closest('[data-to]:not([data-reason])');
    if (to) { const card = to.closest('.dcard'); remember(card); move(card, to.dataset.to); }
  });
})();
