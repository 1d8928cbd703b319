/* The palette: asks the server as one types, moves by arrows, opens by Enter. ">" "@" "#" go to the server as typed.
   What the page itself offers, for the picked rows and in its bars, stands beside what the server knows. */
(() => {
  let found = [], at = 0, asked = null;
  const USED = 'palette-used', KEPT = 20;
  const box = () => document.getElementById('palette');
  const input = () => box().querySelector('input');
  const list = () => document.getElementById('palette-list');

  desk.openPalette = () => {
    if (!box() || box().open) return;
    box().showModal();
    input().select();
    search();
  };

  const marked = (label, query) => {
    const wanted = query.replace(/^[>@#]\s*/, ''), start = wanted ? label.toLowerCase().indexOf(wanted.toLowerCase()) : -1;
    const span = desk.make('span');
    if (start < 0) span.append(label);
    else span.append(label.slice(0, start), desk.make('b', '', label.slice(start, start + wanted.length)), label.slice(start + wanted.length));
    return span;
  };
  const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const used = () => JSON.parse(localStorage.getItem(USED) ?? '[]');
  const place = item => { const was = used().indexOf(item.label); return was < 0 ? KEPT : was; };
  const remember = item => localStorage.setItem(USED, JSON.stringify([item.label, ...used().filter(one => one !== item.label)].slice(0, KEPT)));

  const seen = element => element.offsetParent !== null || Boolean(element.closest('details:not([open])'));
  const offered = (selector, query, known) => {
    const words = folded(query.replace(/^>\s*/, '')).split(/\s+/).filter(Boolean);
    return [...document.querySelectorAll(selector)].filter(seen).map(element => ({ label: label(element), element, does: 'yes', icon: 'arrow-right',
      key: element.querySelector('kbd')?.textContent ?? '' })).filter(item => item.label && !known.has(item.label) && words.every(word => folded(item.label).includes(word)));
  };
  const label = element => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll('kbd, svg, .n').forEach(one => one.remove());
    return copy.textContent.trim().replace(/\s+/g, ' ');
  };
  /* The verbs for the picked rows come first; of the page's own buttons those that fit what was typed. */
  const pageGroups = (query, groups) => {
    if (/^[@#]/.test(query)) return [[], []];
    const known = new Set(groups.flatMap(group => group.items).map(item => item.label)), chosen = desk.words();
    const count = desk.picked?.().length ?? 0, bar = document.querySelector('.bulk:not([hidden])');
    const picked = bar ? offered('.bulk:not([hidden]) :is(button, a):not([data-pick-none])', query, new Set()) : [];
    const own = query ? offered('.topbar :is(.btn, .item), .toolbar .pop a.item, .tabs-line a', query, known) : [];
    const title = bar?.querySelector('[data-count]')?.textContent || desk.fill(chosen.picked, { count });
    return [picked.length ? [{ title, items: picked }] : [], own.length ? [{ title: document.querySelector('h1')?.textContent ?? '', items: own }] : []];
  };
  const open = (event, item, option) => {
    if (item.does) remember(item);
    if ((event.ctrlKey || event.metaKey) && option.href) return;
    event.preventDefault();
    box().close();
    if (item.element) item.element.click();
    else if (item.how === 'dialog') htmx.ajax('GET', item.url, { target: '#dialog', swap: 'innerHTML' });
    else location.assign(option.href);
  };
  const line = (item, query) => {
    const option = desk.make('a', '', desk.icon(item.icon || 'arrow-right'), marked(item.label, query));
    Object.assign(option, { id: `palette-${found.length}`, role: 'option', tabIndex: -1 });
    if (item.url) option.href = item.url;
    option.addEventListener('click', event => open(event, item, option));
    option.setAttribute('aria-selected', 'false');
    if (item.hint) option.append(desk.make('span', `hint ${item.tone ? `t-${item.tone}` : 'mute'}`, item.hint));
    if (item.key) option.append(desk.make('kbd', item.hint ? 'kbd' : 'kbd push', item.key));
    found.push(option);
    return option;
  };
  const show = (groups, query) => {
    found = [];
    const [picked, own] = pageGroups(query, groups);
    groups.forEach(group => { if (group.items.every(item => item.does)) group.items.sort((a, b) => place(a) - place(b)); });
    list().replaceChildren(...[...picked, ...groups, ...own].filter(group => group.items.length).map(group => {
      const part = desk.make('div', '', desk.make('div', 'cmd-h', group.title), ...group.items.map(item => line(item, query)));
      part.setAttribute('role', 'group');
      part.setAttribute('aria-label', group.title);
      part.firstChild.setAttribute('aria-hidden', 'true');
      return part;
    }));
    if (!found.length) list().append(desk.make('p', 'mute pad-a', list().dataset.empty));
    choose(0);
  };
  const choose = to => {
    found[at]?.setAttribute('aria-selected', 'false');
    at = Math.max(0, Math.min(found.length - 1, to));
    found[at]?.setAttribute('aria-selected', 'true');
    found[at]?.scrollIntoView({ block: 'nearest' });
    input().setAttribute('aria-activedescendant', found[at]?.id ?? '');
  };
  const search = async () => {
    asked?.abort();
    asked = new AbortController();
    const query = input().value.trim(), one = desk.picked?.() ?? [];
    const picked = one.length === 1 ? `&picked=${encodeURIComponent(one[0])}` : '';
    try {
      const answer = await desk.ask(`${document.body.dataset.paletteUrl}?q=${encodeURIComponent(query)}${picked}`, asked.signal);
      show(answer.groups, query);
    } catch (error) {
      if (error.name !== 'AbortError') { box().close(); desk.failed(error.status ?? 0); }
    }
  };

  document.addEventListener('DOMContentLoaded', () => {
    if (!box()) return;
    input().addEventListener('input', desk.calm(search));
    input().addEventListener('keydown', event => {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
      if (event.key in steps) { event.preventDefault(); choose(at + steps[event.key]); }
      if (event.key !== 'Enter' || !found[at]) return;
      event.preventDefault();
      if ((event.ctrlKey || event.metaKey) && found[at].href) window.open(found[at].href, '_blank', 'noopener'); else found[at].click();
    });
  });
  document.addEventListener('click', event => { if (event.target.closest('[data-palette]')) desk.openPalette(); });
})();
