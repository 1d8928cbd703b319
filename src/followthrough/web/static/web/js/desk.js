/* What the other files share: words from the page, the live region, icons, asking the server. */
window.desk = (() => {
  const words = () => document.getElementById('words').dataset;
  const fill = (text, gaps) => Object.entries(gaps).reduce((all, [name, value]) => all.replaceAll(`{${name}}`, value), text);

  /* Readers hear a change of text only: empty it first. */
  const say = (text, now = false) => {
    const region = document.getElementById(now ? 'live-now' : 'live');
    if (!region) return;
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 50);
  };

  const icon = (name, size = '') => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    svg.setAttribute('class', `ic ${size}`.trim());
    svg.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', `${document.body.dataset.sprite}#i-${name}`);
    svg.append(use);
    return svg;
  };

  const make = (tag, classes = '', ...children) => {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    element.append(...children);
    return element;
  };

  const inField = element => Boolean(element.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]'));
  const csrf = () => document.querySelector('meta[name=csrf-token]')?.content ?? '';
  const key = () => (crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`);

  const ask = async (url, signal) => {
    const answer = await fetch(url, { headers: { Accept: 'application/json' }, credentials: 'same-origin', signal });
    if (answer.redirected && new URL(answer.url).pathname === document.body.dataset.signIn) throw Object.assign(new Error('signed out'), { status: 401 });
    if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
    return answer.json();
  };

  const send = async (url, values) => {
    const body = new URLSearchParams(values);
    return fetch(url, { method: 'POST', body, credentials: 'same-origin', headers: { 'X-CSRFToken': csrf(), 'HX-Request': 'true' } });
  };

  /* Wait until typing pauses. */
  const calm = (act, pause = 120) => {
    let timer;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => act(...given), pause); };
  };

  return { words, fill, say, icon, make, inField, csrf, key, ask, send, calm };
})();
