/* Dark for who asked for it, or whose system is dark; in the head, so that nothing flashes. */
(() => {
  const root = document.documentElement, dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => root.classList.toggle('dark', root.dataset.theme === 'dark' || (root.dataset.theme === 'system' && dark.matches));
  apply();
  dark.addEventListener('change', apply);
})();
