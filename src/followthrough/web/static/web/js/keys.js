/* Keys of every page: palette, help, new, go to, undo, and the letters shown on buttons. Letters wait while one types. */
(() => {
  let going = 0;
  const seen = element => element.offsetParent !== null;
  const on = () => document.body.dataset.keys === 'on';
  const button = letter => [...document.querySelectorAll(`[data-key="${letter}"]`)].find(seen);

  /* The list of keys holds those that do something here, and the letters of the buttons one sees. */
  desk.showKeys = () => {
    const help = document.getElementById('help'), own = help.querySelector('[data-page-keys]');
    for (const one of help.querySelectorAll('[data-when]')) one.hidden = !document.querySelector(`main :is(${one.dataset.when})`);
    own.replaceChildren(...[...document.querySelectorAll('[data-key]')].filter(one => seen(one) && one.dataset.key !== 'N').flatMap(one => {
      const words = one.cloneNode(true);
      words.querySelectorAll('kbd, svg').forEach(mark => mark.remove());
      return [desk.make('dt', '', desk.make('kbd', 'kbd', one.dataset.key)), desk.make('dd', '', words.textContent.trim())];
    }));
    help.showModal();
  };

  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') { event.preventDefault(); desk.openPalette(); return; }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('dialog') || desk.inField(event.target)) return;
    if (event.target.closest('[data-board]') && desk.boardKey?.(event)) return;
    if (desk.promiseKey(event) || desk.listKey(event) || !on()) return;
    const letter = event.key.length === 1 ? event.key.toUpperCase() : '';
    if (!letter || letter === ' ') return;
    if (going && Date.now() - going < 1500) {
      going = 0;
      const place = document.querySelector(`[data-goto="${CSS.escape(letter)}"]`);
      if (place) { event.preventDefault(); location.assign(place.href); }
      return;
    }
    const act = {
      '/': () => desk.openPalette(),
      '?': () => desk.showKeys(),
      G: () => { going = Date.now(); },
      Z: () => { const undo = document.querySelector('#toaster [data-undo]:not([hidden])'); if (undo) desk.undo(undo); },
      N: () => (button('N') ?? document.querySelector('[data-new]'))?.click(),
    }[letter] ?? (button(letter) && (() => button(letter).click()));
    if (act) { event.preventDefault(); act(); }
  });
})();
