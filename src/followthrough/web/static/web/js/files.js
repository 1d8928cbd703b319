/* Files: dropped anywhere on a page that takes one, photographed, or chosen. What can't be taken is said beside the field, and the file that was there stays. */
(() => {
  const FIELD = 'input[type=file][name]';
  const kept = new WeakMap(); /* by field, what was chosen last and could be taken */

  /* The field a file is meant for: of the open dialog, of the form under the pointer, or of the page's one place for files. */
  const fieldAt = target => {
    const dialog = document.querySelector('dialog[open]');
    if (dialog) return dialog.querySelector(FIELD);
    return target.closest?.('form')?.querySelector(FIELD) ?? document.querySelector(`[data-files] ${FIELD}`);
  };
  const boxOf = field => field.closest('[data-files]') ?? field.closest('.field') ?? field.parentElement;
  const over = field => {
    document.querySelectorAll('[data-over]').forEach(box => box.removeAttribute('data-over'));
    if (!field) return;
    boxOf(field).setAttribute('data-over', '');
    const folded = field.closest('details');
    if (folded) folded.open = true;
  };

  const fits = (file, accepted) => accepted.split(',').map(one => one.trim().toLowerCase()).some(one => (
    one.startsWith('.') ? file.name.toLowerCase().endsWith(one) : one.endsWith('/*') ? file.type.startsWith(one.slice(0, -1)) : file.type === one));
  const words = field => field.closest('form').querySelector('[data-file-words]')?.dataset ?? {};
  const wrongWith = (field, file) => {
    const { limit, tooBig, wrongKind } = words(field);
    if (limit && file.size > Number(limit)) return tooBig.replace('{name}', file.name).replace('{most}', Math.round(limit / 2 ** 20));
    if (wrongKind && field.accept && !fits(file, field.accept)) return wrongKind.replace('{name}', file.name);
    return '';
  };
  const say = (field, text) => {
    const said = field.closest('form').querySelector('[data-file-words]');
    if (said) said.textContent = text;
    field.toggleAttribute('data-refused', Boolean(text));
  };

  /* Whether the field holds a file now that may be sent. */
  const settled = field => {
    const file = field.files[0], wrong = file ? wrongWith(field, file) : '';
    say(field, wrong);
    if (!wrong) { kept.set(field, field.files); return Boolean(file); }
    const before = kept.get(field);
    if (before) field.files = before; else field.value = '';
    return false;
  };
  const put = (field, files) => {
    field.files = files;
    if (!settled(field)) { field.focus(); return; }
    if (boxOf(field).hasAttribute('data-at-once')) field.form.requestSubmit();
    else field.form.querySelector('[type=submit]').focus();
  };

  document.addEventListener('change', event => {
    if (event.target.matches?.(FIELD) && settled(event.target) && event.target.closest('.filefield')) event.target.form.requestSubmit();
    if (event.target.matches?.('[data-photo]') && event.target.files.length) put(event.target.closest('form').querySelector(FIELD), event.target.files);
  });
  /* A file dropped beside its field would open in place of the page, and with it what was typed would go. */
  const isFile = event => event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', event => {
    if (!isFile(event)) return;
    event.preventDefault();
    const field = fieldAt(event.target);
    event.dataTransfer.dropEffect = field ? 'copy' : 'none';
    over(field);
  });
  document.addEventListener('dragleave', event => { if (!event.relatedTarget) over(null); });
  document.addEventListener('drop', event => {
    if (!isFile(event)) return;
    event.preventDefault();
    const field = fieldAt(event.target), [first] = event.dataTransfer.files;
    over(null);
    if (!field || !first) return;
    const one = new DataTransfer();
    one.items.add(first);
    put(field, field.multiple ? event.dataTransfer.files : one.files);
  });

  /* A form that comes back with something else to mend keeps its files. */
  let held = new Map();
  document.addEventListener('htmx:beforeSwap', event => {
    const fields = event.detail.xhr.status === 422 ? [...event.detail.target.querySelectorAll(FIELD)] : [];
    held = new Map(fields.filter(field => field.files.length).map(field => [field.name, field.files]));
  });
  document.addEventListener('htmx:afterSwap', event => event.detail.target.querySelectorAll(FIELD).forEach(field => {
    if (held.has(field.name) && field.getAttribute('aria-invalid') !== 'true') field.files = held.get(field.name);
  }));
})();
