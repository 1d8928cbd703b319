/* The paper beside the editor: its pages, in either language, drawn anew when a line was changed. */
(() => {
  const box = () => document.querySelector('[data-preview]'), at = { page: 1, pages: 1, timer: 0, asked: 0 };
  const show = async () => {
    const panel = box(), asked = ++at.asked;
    if (!panel) return;
    const reply = await fetch(`${panel.dataset.preview}${at.page}.png?language=${panel.dataset.language}`).catch(() => null);
    if (asked !== at.asked) return;
    if (reply?.status === 404 && at.page > 1) { at.page = 1; show(); return; }
    if (!reply?.ok) return;
    at.pages = Number(reply.headers.get('X-Pages'));
    const picture = new FileReader();
    picture.onload = () => { panel.querySelector('img.paper').src = picture.result; };
    picture.readAsDataURL(await reply.blob());
    panel.querySelector('[data-said]').textContent = desk.fill(panel.dataset.words, { page: at.page, pages: at.pages });
    panel.querySelectorAll('[data-page]').forEach(button => { const to = at.page + Number(button.dataset.page); button.disabled = to < 1 || to > at.pages; });
    panel.querySelectorAll('[data-shows]').forEach(button => button.setAttribute('aria-pressed', String(button.dataset.shows === panel.dataset.language)));
  };
  document.addEventListener('click', event => {
    const button = event.target.closest?.('[data-preview] button');
    if (!button) return;
    if (button.dataset.shows) box().dataset.language = button.dataset.shows;
    else at.page += Number(button.dataset.page);
    show();
  });
  document.addEventListener('lines-changed', () => { clearTimeout(at.timer); at.timer = setTimeout(show, 800); });
  document.addEventListener('DOMContentLoaded', show);
})();
