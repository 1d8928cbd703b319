/* Says that a person looks at a guest's page: once they move, touch, scroll or type, and never by loading it. */
(() => {
  const signs = ['pointermove', 'pointerdown', 'touchstart', 'scroll', 'keydown'];
  const form = document.getElementById('seen');
  const tell = () => {
    if (document.visibilityState !== 'visible') return;
    signs.forEach(sign => removeEventListener(sign, tell));
    fetch(form.action, { method: 'POST', body: new FormData(form), keepalive: true });
  };
  if (form) signs.forEach(sign => addEventListener(sign, tell, { passive: true }));
})();
