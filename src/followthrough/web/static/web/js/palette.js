/* The palette: asks the server as one types, moves by arrows, opens by Enter. ">" "@" "#" go to the server as typed. */
(() => {
  let found = [], at = 0, asked = null;
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
  const line = (item, query) => {
    const option = desk.make('a', '', desk.icon(item.icon || 'arrow-right'), marked(item.label, query));
    Object.assign(option, { href: item.url, id: `palette-${found.length}`, role: 'option', tabIndex: -1 });
    option.setAttribute('aria-selected', 'false');
    if (item.hint) option.append(desk.make('span', `hint ${item.tone ? `t-${item.tone}` : 'mute'}`, item.hint));
    if (item.key) option.append(desk.make('kbd', item.hint ? 'kbd' : 'kbd push', item.key));
    found.push(option);
    return option;
  };
  const show = (groups, query) => {
    found = [];
    list().replaceChildren(...groups.filter(group => group.items.length).map(group => {
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
    const query = input().value.trim();
    try {
      const answer = await desk.ask(`${document.body.dataset.paletteUrl}?q=${encodeURIComponent(query)}`, asked.signal);
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
      if (event.ctrlKey || event.metaKey) window.open(found[at].href, '_blank', 'noopener');
      else location.assign(found[at].href);
    });
  });
  document.addEventListener('click', event => { if (event.target.closest('[data-palette]')) desk.openPalette(); });
})();
