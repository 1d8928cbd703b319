/* Choosers of columns: boxes in an order that buttons and Alt with the arrows change. Groups of rows fold. */
(() => {
  const step = (choice, by) => {
    const beside = by < 0 ? choice.previousElementSibling : choice.nextElementSibling;
    if (!beside || !beside.querySelector('button')) return;
    const held = document.activeElement;
    if (by < 0) beside.before(choice); else beside.after(choice);
    held?.focus();
    const all = [...choice.parentElement.children];
    desk.say(`${choice.textContent.trim()}: ${all.indexOf(choice) + 1} / ${all.length}`, true);
  };
  document.addEventListener('click', event => {
    const choice = event.target.closest('[data-choice]');
    if (choice && event.target.closest('[data-move-up]')) step(choice, -1);
    else if (choice && event.target.closest('[data-move-down]')) step(choice, 1);
    const fold = event.target.closest('[data-fold]');
    if (!fold) return;
    const open = fold.getAttribute('aria-expanded') !== 'true';
    fold.setAttribute('aria-expanded', String(open));
    [...fold.closest('tbody').rows].slice(1).forEach(row => { row.hidden = !open; });
  });
  document.addEventListener('keydown', event => {
    const choice = event.altKey && event.target.closest?.('[data-order] [data-choice]');
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!choice || !by || !choice.querySelector('button')) return;
    event.preventDefault();
    step(choice, by);
  });
  /* One parameter with commas instead of one for each box: an address that people can read. */
  document.addEventListener('submit', event => {
    const form = event.target.closest('form[data-order]');
    if (!form) return;
    const boxes = [...form.querySelectorAll('input[type=checkbox]')], picked = boxes.filter(box => box.checked).map(box => box.value);
    boxes.slice(1).forEach(box => { box.disabled = true; });
    if (!boxes.length) return;
    const [first] = boxes;
    Object.assign(first, { type: 'hidden', disabled: false, value: picked.join(',') });
  });
  /* A group that was asked for takes the focus, so that keys go on from it. */
  document.addEventListener('htmx:afterSwap', event => {
    const folded = event.detail.target.matches?.('tbody[data-group]') && document.querySelector(`tbody[data-group="${CSS.escape(event.detail.target.dataset.group)}"] [data-fold]`);
    if (folded) folded.focus();
  });
  /* What was picked in the table is marked in the other shapes too; it is kept by `pick.js` for the same filters. */
  const mark = () => {
    const box = document.querySelector('[data-looked]');
    if (!box) return;
    const kept = JSON.parse(sessionStorage.getItem(`picked:${location.pathname}`) ?? 'null');
    if (!kept || kept.list !== box.dataset.looked) return;
    box.querySelectorAll('[data-ref]').forEach(one => one.toggleAttribute('data-picked', kept.all || kept.refs.includes(one.dataset.ref)));
  };
  document.addEventListener('DOMContentLoaded', mark);
  document.addEventListener('htmx:afterSettle', mark);
  /* Page Up and Page Down go to the times before and after. */
  document.addEventListener('keydown', event => {
    if (event.altKey || event.ctrlKey || event.metaKey || desk.inField(event.target) || event.target.closest('dialog')) return;
    const link = { PageUp: '[data-earlier]', PageDown: '[data-later]' }[event.key];
    const found = link && document.querySelector(link);
    if (found) { event.preventDefault(); location.assign(found.href); }
  });
})();
