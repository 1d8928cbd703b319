/* Draw a signature: pointer strokes on a canvas, kept as points in a hidden field. Typing needs none of this. */
(() => {
  const box = document.getElementById('sig-draw'), field = document.getElementById('sig-field'), kept = document.getElementById('drawn');
  if (!box || !field.getContext) return;
  const pen = field.getContext('2d');
  let strokes = [], now = null;
  box.hidden = false;
  const place = event => {
    const shown = field.getBoundingClientRect();
    const within = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return [within((event.clientX - shown.left) / shown.width * field.width, field.width), within((event.clientY - shown.top) / shown.height * field.height, field.height)];
  };
  const draw = () => {
    pen.clearRect(0, 0, field.width, field.height);
    pen.strokeStyle = '#12213f'; pen.lineWidth = 4; pen.lineCap = pen.lineJoin = 'round';
    for (const stroke of strokes) {
      pen.beginPath(); pen.moveTo(...stroke[0]);
      for (const point of stroke.length > 1 ? stroke.slice(1) : stroke) pen.lineTo(...point);
      pen.stroke();
    }
  };
  const keep = () => { kept.value = strokes.flat().length > 4 ? JSON.stringify(strokes) : ''; };
  field.addEventListener('pointerdown', event => {
    if (!event.isPrimary || event.button > 0) return;
    event.preventDefault(); field.setPointerCapture(event.pointerId); now = [place(event)]; strokes.push(now); draw();
  });
  field.addEventListener('pointermove', event => { if (now && event.isPrimary && strokes.flat().length < 5900) { now.push(place(event)); draw(); } });
  const end = () => { if (now) { now = null; keep(); } };
  field.addEventListener('pointerup', end); field.addEventListener('pointercancel', end);
  document.getElementById('sig-clear').addEventListener('click', () => { strokes = []; draw(); keep(); });
  try { strokes = JSON.parse(kept.value || '[]'); } catch { strokes = []; }
  draw();
})();
